"""The library: material, its versions, what takes its place, and notes of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongwen.errors import DamagedDocument
from gongwen.facade import decoded_text
from quanjing.audit.actions import record
from quanjing.files.actions import VIDEOS, store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem, WrongState
from quanjing.study.enums import MaterialKind, Sharing
from quanjing.study.formats import BadCaptions, read_captions
from quanjing.study.models import Material, MaterialNote, MaterialVersion
from quanjing.study.queries import materials_seen
from quanjing.study.rules import need_keeper

Upload = tuple[str, bytes]  # name and bytes
LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class VersionGiven:
    """What a version says: a file, a link or a text, by the kind of its material."""

    file: Upload | None = None
    link: str = ""
    text: str = ""
    captions: bytes | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaterialGiven:
    title: str
    kind: MaterialKind
    source: str = ""
    topic: str = ""
    sharing: Sharing = Sharing.BELOW
    valid_to: date | None = None


@transaction.atomic
def add_material(*, actor: Actor, given: MaterialGiven, version: VersionGiven) -> Material:
    """Take something into the library of the own body, with its first version.

    Raises: `Denied`; `Invalid` with every problem; a GongwenError for a file that is refused.
    """
    body = need_keeper(actor, actor.organization_id)
    if not given.title.strip():
        raise Invalid([Problem("title", _("A title is missing."))])
    made = Material(organization_id=body, kind=given.kind, added_at=clock.now())
    _put(made, given)
    made.save()
    _added(actor, made, version)
    record(actor=actor, verb="study.add_material", on=made, detail={"kind": made.kind, "title": made.title})
    return made


@transaction.atomic
def change_material(*, actor: Actor, material: Material, given: MaterialGiven) -> Material:
    """Correct what is said about it; its kind and its versions stay. Raises `Denied`, `Invalid`."""
    locked = _kept(actor, material)
    if not given.title.strip():
        raise Invalid([Problem("title", _("A title is missing."))])
    before = {"title": locked.title, "sharing": locked.sharing, "valid_to": str(locked.valid_to or "")}
    _put(locked, given)
    locked.save()
    record(actor=actor, verb="study.change_material", on=locked, detail={"before": before})
    return locked


@transaction.atomic
def add_version(*, actor: Actor, material: Material, version: VersionGiven) -> MaterialVersion:
    """Add a version that takes the place of the one before, which stays to be looked at. Raises as above."""
    locked = _kept(actor, material)
    made = _added(actor, locked, version)
    detail = {"number": made.number, "note": made.note}
    record(actor=actor, verb="study.add_version", on=locked, detail=detail)
    return made


@transaction.atomic
def supersede(*, actor: Actor, material: Material, by: str) -> Material:
    """Say that another material takes its place, or with an empty code that none does.

    Raises: `Denied`; `Missing` for a code that the actor does not see; `WrongState` where it would lead in
    a circle.
    """
    locked = _kept(actor, material)
    other = materials_seen(actor).filter(code=by).first() if by else None
    if by and other is None:
        raise Missing
    step, steps = other, 0
    while step is not None:
        if step.pk == locked.pk or steps > LONGEST_CHAIN:
            raise WrongState(_("The one would take the place of the other, and the other of the one."))
        step, steps = step.superseded_by, steps + 1
    locked.superseded_by = other
    locked.save(update_fields=["superseded_by"])
    record(actor=actor, verb="study.supersede", on=locked, detail={"by": by})
    return locked


def write_note(*, actor: Actor, material: Material, text: str) -> None:
    """Keep the actor's own note, or with an empty text remove it.

    It leaves no entry in the record: what a person reads and thinks is nobody's business.
    """
    own = MaterialNote.objects.filter(material=material, user=actor.user_id)
    if text.strip():
        MaterialNote.objects.update_or_create(
            material=material, user_id=actor.user_id, defaults={"text": text.strip()[:20_000]}
        )
    else:
        own.delete()


def _put(material: Material, given: MaterialGiven) -> None:
    for name in ("title", "source", "topic"):
        limit = 100 if name == "topic" else 200
        setattr(material, name, getattr(given, name).strip()[:limit])
    material.sharing, material.valid_to = given.sharing, given.valid_to


def _kept(actor: Actor, material: Material) -> Material:
    locked = Material.objects.select_for_update().get(pk=material.pk)
    need_keeper(actor, locked.organization_id)
    return locked


def _added(actor: Actor, material: Material, given: VersionGiven) -> MaterialVersion:
    """The next version. Raises `Invalid` where it is not what the kind asks for."""
    made = MaterialVersion(material=material, number=material.latest + 1, note=given.note.strip()[:300])
    if material.kind in (MaterialKind.FILE, MaterialKind.VIDEO):
        _put_file(actor, made, given, is_video=material.kind == MaterialKind.VIDEO)
    elif material.kind == MaterialKind.LINK:
        made.link = _link(given.link)
    elif given.text.strip():
        made.text = given.text.strip()
    else:
        raise Invalid([Problem("text", _("The text is missing."))])
    made.added_name, made.added_at = actor.signature, clock.now()
    made.save()
    Material.objects.filter(pk=material.pk).update(latest=made.number)
    material.latest = made.number
    return made


def _put_file(actor: Actor, made: MaterialVersion, given: VersionGiven, *, is_video: bool) -> None:
    if given.file is None:
        raise Invalid([Problem("file", _("Please choose a file."))])
    if given.captions is not None and is_video:
        made.captions = _captions(given.captions)
    name, data = given.file
    made.file = store(actor=actor, name=name, data=data)
    if is_video and made.file.format not in VIDEOS:
        raise Invalid([Problem("file", _("This is no video (mp4)."))])


def _captions(data: bytes) -> str:
    try:
        return read_captions(decoded_text(data))
    except DamagedDocument:
        line = 1
    except BadCaptions as bad:
        line = bad.line
    raise Invalid([Problem("captions", _("Line %(line)d is no caption (vtt, srt).") % {"line": line})])


def _link(link: str) -> str:
    clean = link.strip()
    if not clean.startswith(("https://", "http://")) or len(clean) > 500 or len(clean.split()) != 1:
        raise Invalid([Problem("link", _("An address that begins with https:// or http://."))])
    return clean
