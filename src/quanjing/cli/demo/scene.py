"""Who acts on which day: the demo's past is made by the same actions that people call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from quanjing.accounts.models import User
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.jobs.actions import run
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection, actor_for, posts_in_force
from quanjing.submissions.actions import submit_answers
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import page_keys, page_of_report
from quanjing.tasks.actions import confirm, preview, publish, register_directive
from quanjing.tasks.models import Assignment, Task

WHY = "按年度工作计划部署"  # where publishing asks for a reason


@dataclass(frozen=True)
class Scene:
    """The world as it was built, seen from the day `today`."""

    today: date
    association: Organization
    posts: Mapping[tuple[str, str], Post]  # by username and role

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    @contextmanager
    def at(self, offset: int, hour: int = 9, minute: int = 0) -> Iterator[None]:
        """The clock stands on the day so many days from today, never later than now."""
        moment = datetime.combine(self.day(offset), time(hour, minute), tzinfo=clock.CHINA)
        with clock.frozen(min(moment, clock.now())):
            yield

    def actor(self, username: str, role: str = "officer") -> Actor:
        return actor_for(self.posts[username, role])

    @property
    def officer(self) -> Actor:
        return self.actor("officer")

    @property
    def administrator(self) -> Actor:
        return self.actor("officer", "administrator")

    def society(self, name: str) -> Organization:
        found: Organization = Organization.objects.get(name=name)
        return found


def scene_of(today: date) -> Scene:
    """Read the posts once; actors are made of them."""
    posts = {(post.holder.username, post.role): post for post in reversed(posts_in_force()) if post.holder}
    return Scene(today, posts["officer", "officer"].organization, posts)


def run_jobs() -> None:
    """What a worker would do now: mainly telling people."""
    for pk in list(Job.objects.filter(state=JobState.QUEUED).order_by("pk").values_list("pk", flat=True)):
        run(pk)


def register(actor: Actor, text: str) -> Directive:
    """A notice that was read and checked: every doubt is confirmed as it was read."""
    title = text.split("\n\n")[2]
    directive = register_directive(actor=actor, name=f"{title}.txt", data=text.encode())
    settle(actor, directive)
    return again(directive)


def settle(actor: Actor, directive: Directive) -> None:
    for task in Task.objects.filter(directive=directive, assign=True).order_by("position"):
        for fact in Task.objects.get(pk=task.pk).doubts:
            confirm(actor=actor, directive=directive, task=task, fact=fact)
    for fact in again(directive).doubts:
        confirm(actor=actor, directive=directive, fact=fact)


def again(directive: Directive) -> Directive:
    return Directive.objects.select_related("organization").get(pk=directive.pk)


def hand_out(actor: Actor, directive: Directive, selection: Selection) -> Directive:
    looked = preview(actor=actor, directive=directive, selection=selection)
    why = WHY if looked.needs_reason else ""
    publish(actor=actor, directive=directive, selection=selection, override=why)
    run_jobs()
    return again(directive)


def societies_of(scene: Scene) -> Selection:
    return Selection(scene.association.code, (Kind.SOCIETY,), (Level.PROVINCIAL,))


def task_of(directive: Directive, position: int = 1) -> Task:
    """The marked task at a place, counted from 1."""
    return list(Task.objects.filter(directive=directive, assign=True).order_by("position"))[position - 1]


def assignment_of(task: Task, organization: Organization) -> Assignment:
    found = Assignment.objects.select_related("task", "organization", "directive__organization")
    return found.get(task=task, organization=organization)


def send(actor: Actor, assignment: Assignment, words: Callable[[str], object]) -> Submission:
    """Fill in every required field of an item and send it; `words` answers a label."""
    page = page_of_report(actor, assignment.directive.code)
    part = page.part(assignment.task.code)
    keys = page_keys(place.block for place in part.places)
    header = {one.field.key: words(one.field.label) for one in page.header_of(part)}
    answers: dict[str, Any] = {"header": [header]}
    for place in part.places:
        fields = [one for one in place.block.fields.all() if one.type not in ("file", "photo")]
        answers[keys[place.block.pk]] = [{one.key: words(one.label) for one in fields}]
    return submit_answers(actor=actor, assignment=assignment, answers=answers)


def answering(**known: object) -> Callable[[str], object]:
    """Answers by label, the text `text` for every other."""

    def words(label: str) -> object:
        plain = label.rstrip("：:")
        return known.get(plain, known["text"])

    return words


def handlers(scene: Scene, organizations: Sequence[Organization]) -> dict[int, Actor]:
    """Who reports for each of these bodies."""
    wanted = {body.pk for body in organizations}
    found = [post for (_name, role), post in scene.posts.items() if role == "handler"]
    return {post.organization_id: actor_for(post) for post in found if post.organization_id in wanted}


def let_sign_in(post: int, username: str) -> None:
    """Whoever tries the demo signs in as who holds this post, with everybody's password."""
    known = User.objects.get(username="officer").password
    User.objects.filter(posts=post).update(username=username, password=known)
