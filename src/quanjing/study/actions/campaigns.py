"""Campaigns: items to study, a last day that may hang on an event, one message a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Event
from quanjing.files.actions import PICTURES, store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.queries import reporting_posts_below
from quanjing.study.enums import CampaignState, Mode
from quanjing.study.models import Campaign, Material, ReadingList, StudyItem
from quanjing.study.rules import need_keeper

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class CampaignGiven:
    """It ends on a day, or `days_before` an event of the own body, or when it is closed."""

    name: str
    theme: str = ""
    slogan: str = ""
    intro: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    event: Event | None = None
    days_before: int = 0
    logo: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class ItemGiven:
    title: str
    mode: Mode = Mode.ANY
    chapters: str = ""
    material: Material | None = None
    reading_list: ReadingList | None = None


@transaction.atomic
def save_campaign(
    *, actor: Actor, given: CampaignGiven, campaign: Campaign | None = None, version: int | None = None
) -> Campaign:
    """Draft a campaign of the own body, or change one.

    Raises: `Denied`; `Invalid` with every problem; `Conflict` where somebody changed it since `version`.
    """
    body = need_keeper(actor, campaign.organization_id if campaign else actor.organization_id)
    made = Campaign.objects.select_for_update().get(pk=campaign.pk) if campaign else Campaign()
    if campaign and version is not None and made.version != version:
        raise Conflict(theirs={"name": made.name, "intro": made.intro}, yours={"name": given.name})
    made.organization_id = body
    if problems := _problems(made, given):
        raise Invalid(problems)
    for name in ("name", "theme", "slogan", "intro"):
        setattr(made, name, getattr(given, name).strip())
    made.begins_on, made.ends_on, made.event = given.begins_on, given.ends_on, given.event
    made.days_before = given.days_before if given.event else 0
    if given.logo is not None:
        made.logo = store(actor=actor, name=given.logo[0], data=given.logo[1])
        if made.logo.format not in PICTURES:
            raise Invalid([Problem("logo", _("This is no picture (jpg, png)."))])
    made.made_at = made.made_at or clock.now()
    made.version = made.version + 1 if campaign else 1
    made.save()
    record(actor=actor, verb="study.save_campaign", on=made, detail={"until": str(made.until or "")})
    return made


@transaction.atomic
def add_item(*, actor: Actor, campaign: Campaign, given: ItemGiven) -> StudyItem:
    """Add something to study. Raises `Denied`, `Invalid`."""
    need_keeper(actor, campaign.organization_id)
    title = given.title.strip() or (given.material.title if given.material else "")
    if not title:
        raise Invalid([Problem("title", _("A title is missing."))])
    made = StudyItem.objects.create(
        campaign=campaign,
        title=title[:200],
        mode=given.mode,
        chapters=given.chapters.strip(),
        material=given.material,
        reading_list=given.reading_list,
    )
    record(actor=actor, verb="study.add_item", on=campaign, detail={"title": made.title, "mode": made.mode})
    return made


@transaction.atomic
def drop_item(*, actor: Actor, item: StudyItem) -> None:
    """Ask for it no more; who took it into a plan keeps it there. Raises `Denied`."""
    need_keeper(actor, item.campaign.organization_id)
    item.dropped_at = clock.now()
    item.save(update_fields=["dropped_at"])
    record(actor=actor, verb="study.drop_item", on=item.campaign, detail={"title": item.title})


@transaction.atomic
def announce(*, actor: Actor, campaign: Campaign) -> Campaign:
    """Let the bodies below see it, and tell each of them once. Raises `Denied`, `WrongState`, `Invalid`."""
    locked = _in(actor, campaign, CampaignState.DRAFT)
    if not locked.items.filter(dropped_at=None).exists():
        raise Invalid([Problem("items", _("There is nothing to study in it yet."))])
    return _moved(actor, locked, CampaignState.ANNOUNCED, verb="study.announce")


@transaction.atomic
def close(*, actor: Actor, campaign: Campaign) -> Campaign:
    """Take no more units in; plans keep their lines. Raises `Denied`, `WrongState`."""
    locked = _in(actor, campaign, CampaignState.ANNOUNCED)
    return _moved(actor, locked, CampaignState.CLOSED, verb="study.close_campaign")


def tell_campaign(*, campaign: Campaign) -> int:
    """Tell everybody below who reports, each post once; how many."""
    posts = reporting_posts_below(campaign.organization).values_list("pk", flat=True)
    values: dict[str, object] = {"name": campaign.name, "issuer": campaign.organization.name}
    kind = "campaign"
    if campaign.event is not None and campaign.until is None:
        kind, values["event"] = "campaign_before", campaign.event.name
    else:
        values["last_day"] = campaign.until.isoformat() if campaign.until else ""
    link = reverse("campaign_page", args=[campaign.code])
    return tell(post_ids=posts, kind=kind, values=values, link=link, key=f"campaign:{campaign.code}")


def _problems(made: Campaign, given: CampaignGiven) -> list[Problem]:
    problems = []
    name = given.name.strip()
    if not name or len(name) > 100:
        problems.append(Problem("name", _("A name of at most 100 characters is needed.")))
    same = Campaign.objects.filter(organization=made.organization_id, name=name).exclude(pk=made.pk)
    if same.exists():
        problems.append(Problem("name", _("There is a campaign of this name.")))
    if given.event and given.ends_on:
        problems.append(Problem("ends_on", _("Either a day or an event, not both.")))
    if given.event and given.event.organization_id != made.organization_id:
        problems.append(Problem("event", _("An event of the own body, please.")))
    if not 0 <= given.days_before <= MOST_DAYS:
        problems.append(Problem("days_before", _("From 0 to 365 days.")))
    if given.begins_on and given.ends_on and given.ends_on < given.begins_on:
        problems.append(Problem("ends_on", _("The last day lies before the first.")))
    return problems


def _in(actor: Actor, campaign: Campaign, state: CampaignState) -> Campaign:
    found = Campaign.objects.select_for_update(of=("self",)).select_related("organization", "event")
    locked = found.get(pk=campaign.pk)
    need_keeper(actor, locked.organization_id)
    if locked.state != state:
        raise WrongState
    return locked


def _moved(actor: Actor, locked: Campaign, state: CampaignState, verb: str) -> Campaign:
    locked.state = state
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    record(actor=actor, verb=verb, on=locked)
    if state == CampaignState.ANNOUNCED:
        enqueue("study.tell_campaign", actor=actor, campaign_id=locked.pk)
    return locked
