"""The consent of a nominee: by a secret link without an account, or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.accounts.queries import hashed
from quanjing.audit.actions import record
from quanjing.calls.actions.applying import own_application
from quanjing.calls.actions.telling import tell_bodies, tell_desk
from quanjing.calls.enums import ApplicationState, ConsentWay
from quanjing.calls.models import Application, Consent
from quanjing.calls.rules import may_move
from quanjing.calls.signals import consent_withdrawn
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem, WrongState
from quanjing.foundation.ids import new_secret

OPEN_STATES = (ApplicationState.DRAFT, ApplicationState.SENT, ApplicationState.RETURNED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the nominee is asked to agree to."""

    purpose: str
    until: date | None = None
    shows_story: bool = False


@transaction.atomic
def ask_consent(*, actor: Actor, application: Application, asked: Asked) -> str:
    """Make the link for the nominee; returns its secret, which is shown once and kept as a hash.

    An earlier link stops working. Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = _asking(actor, application, asked)
    secret = new_secret()
    _keep(current, asked, hashed(secret))
    record(actor=actor, verb="calls.ask_consent", on=current, detail={"until": str(asked.until or "")})
    return secret


@transaction.atomic
def enter_paper_consent(
    *, actor: Actor, application: Application, asked: Asked, signed_on: date, name: str, data: bytes
) -> Consent:
    """Enter a consent that was signed on paper. Raises `Denied`, `WrongState`, `Invalid`, GongwenError."""
    current = _asking(actor, application, asked)
    if signed_on > clock.today():
        raise Invalid([Problem("signed_on", _("This day is still to come."))])
    consent = _keep(current, asked, hashed(new_secret()))
    consent.way, consent.paper = ConsentWay.PAPER, store(actor=actor, name=name, data=data)
    consent.given_name, consent.given_at = current.subject, clock.end_of(signed_on, "12:00")
    consent.save()
    record(actor=actor, verb="calls.paper_consent", on=current, detail={"signed_on": signed_on.isoformat()})
    return consent


def consent_by(secret: str) -> Consent:
    """The consent to which a link belongs. Raises `Missing` for every link that does not work."""
    rows = Consent.objects.select_related(
        "application__call__organization", "application__organization", "application__direction"
    )
    found = rows.filter(secret_hash=hashed(secret)).first()
    if found is None:
        raise Missing
    return found


@transaction.atomic
def give_consent(*, secret: str, name: str, shows_story: bool) -> Consent:
    """The nominee agrees. Raises `Missing`; `Invalid` without a name; `WrongState` once it was withdrawn."""
    consent = _locked(secret)
    if consent.withdrawn_at is not None:
        raise WrongState
    if not name.strip():
        raise Invalid([Problem("name", _("Please write your name."))])
    if consent.given_at is None:
        consent.way, consent.given_name = ConsentWay.LINK, " ".join(name.split())[:100]
        consent.given_at, consent.shows_story = clock.now(), shows_story and consent.shows_story
        consent.save()
        record(
            actor=_nominee(consent.application),
            verb="calls.give_consent",
            on=consent.application,
            detail={"way": "link"},
        )
    return consent


@transaction.atomic
def withdraw_consent(*, secret: str) -> Consent:
    """The nominee takes it back at any time: the nomination is withdrawn, shown nowhere, kept in the record.

    Raises `Missing`.
    """
    consent = _locked(secret)
    if consent.withdrawn_at is not None:
        return consent
    application = consent.application
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    if may_move(application, ApplicationState.WITHDRAWN):
        application.state = ApplicationState.WITHDRAWN
        application.save(update_fields=["state"])
    said = {"number": application.number or "", "call": application.call.title}
    tell_bodies(application, "consent_withdrawn", [application.organization_id], **said)
    tell_desk(application, "consent_withdrawn", **said)
    record(actor=_nominee(application), verb="calls.withdraw_consent", on=application)
    transaction.on_commit(lambda: consent_withdrawn.send(sender=Application, application=application))
    return consent


def _nominee(application: Application) -> Actor:
    """Whoever came by the link, in the record of the nominating body; without a name."""
    body = application.organization
    with override(settings.LANGUAGE_CODE):
        words = _("the nominee")
    return Actor(
        user_id=0, user_name=words, organization_code=body.code, organization_name=body.name, path=body.path
    )


def _locked(secret: str) -> Consent:
    found = consent_by(secret)
    rows = Consent.objects.select_for_update(of=("self",))
    return rows.select_related("application__call", "application__organization").get(pk=found.pk)


def _asking(actor: Actor, application: Application, asked: Asked) -> Application:
    current = own_application(actor, application)
    if not current.call.nominates or current.state not in OPEN_STATES:
        raise WrongState
    consent = Consent.objects.filter(application=current).first()
    if consent is not None and consent.withdrawn_at is not None:
        raise WrongState(_("The nominee has withdrawn the consent."))
    if consent is not None and consent.given_at is not None:
        raise WrongState(_("The consent is there already."))
    problems = []
    if not current.subject.strip():
        problems.append(Problem("subject", _("Please save first who or what is nominated.")))
    if not asked.purpose.strip():
        problems.append(Problem("purpose", _("Please say what the consent is for.")))
    if asked.until is not None and asked.until < clock.today():
        problems.append(Problem("until", _("This day has passed.")))
    if problems:
        raise Invalid(problems)
    return current


def _keep(application: Application, asked: Asked, secret_hash: str) -> Consent:
    values = {
        "purpose": asked.purpose.strip()[:300], "until": asked.until, "shows_story": asked.shows_story,
        "secret_hash": secret_hash,
    }  # fmt: skip
    return Consent.objects.update_or_create(application=application, defaults=values)[0]
