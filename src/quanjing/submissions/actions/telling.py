"""News to the other side, once the transaction holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.urls import reverse

from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of, posts_on_duty
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import Part


def tell_reviewer(submission: Submission, part: Part, kind: str) -> None:
    """Tell the posts on duty at the task's desk; without a desk the post that published the directive."""
    directive = part.assignment.directive
    publisher = directive.published_by_id or directive.registered_by_id
    posts = posts_on_duty([part.task.bound_desk_id]) if part.task.bound_desk_id else set()
    values: dict[str, object] = {
        "title": directive.title,
        "task": part.task.name,
        "organization": part.assignment.organization.name,
    }
    link = reverse("submission_page", args=[submission.code])
    told = sorted(posts) or ([publisher] if publisher is not None else [])
    if told:
        tell_later(told, kind, values, link, f"{kind}-{submission.code}")


def tell_sender(submission: Submission, kind: str, **more: object) -> None:
    """Tell the handlers of the organization that sent it."""
    tell_senders([submission], kind, **more)


def tell_senders(submissions: Iterable[Submission], kind: str, **more: object) -> None:
    """As `tell_sender` for several; the handlers of all are read at once."""
    listed = list(submissions)
    posts: dict[int, list[int]] = {}
    for post in handlers_of({one.assignment.organization_id for one in listed}):
        posts.setdefault(post.organization_id, []).append(post.pk)
    for one in listed:
        assignment = one.assignment
        values = {"title": assignment.directive.title, "task": assignment.task.name, **more}
        link = reverse("report_page", args=[assignment.directive.code])
        tell_later(posts.get(assignment.organization_id, []), kind, values, link, f"{kind}-{one.code}")


def tell_later(posts: list[int], kind: str, values: Mapping[str, object], link: str, key: str) -> None:
    """Tell these posts once the transaction holds; the same `key` is told once."""

    def send() -> None:
        tell(post_ids=posts, kind=kind, values=dict(values), link=link, key=key)

    transaction.on_commit(send)
