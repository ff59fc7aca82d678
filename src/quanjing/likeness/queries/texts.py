"""The texts of reports: the long texts of an entry together, and each attached file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.likeness.models import Sketch
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Attachment, Entry

STANDING = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)
BEHIND = 1_000  # rows before the newest one sketched that are looked at again: they may have been slower
_SENDER = "submission__assignment__"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a report and where it stands; all but the text are primary keys."""

    text: str
    submission: int
    assignment: int
    directive: int
    call: int
    organization: int
    entry: int | None
    block: int | None
    attachment: int | None = None


def call_of(directive: Directive) -> Directive:
    """The first paper of the chain in which a directive stands."""
    return directive.root or directive


def papers_of(call: Directive) -> QuerySet[Directive]:
    """The papers of a call: the first one and those by which it was passed on."""
    return Directive.objects.filter(Q(pk=call.pk) | Q(root=call))


def long_fields(block_ids: Iterable[int]) -> dict[int, list[str]]:
    """Keys of the fields for long texts by primary key of their block: one query."""
    found: dict[int, list[str]] = {}
    fields = Field.objects.filter(block_id__in=set(block_ids), type=FieldType.LONGTEXT).order_by("position")
    for block_id, key in fields.values_list("block_id", "key"):
        found.setdefault(block_id, []).append(key)
    return found


def printed_words(blocks: Iterable[Block]) -> list[str]:
    """What the sheet itself prints in these blocks: labels and hints, also where people copy them."""
    words: list[str] = []
    for block in blocks:
        words += [block.label, block.hint]
        for field in block.fields.all():
            words += [field.label, field.hint]
    return [text for text in dict.fromkeys(words) if len(text) >= 10]


def entry_texts(entries: QuerySet[Entry]) -> dict[int, Text]:
    """The texts of entries by primary key, in their order: two queries, no model made."""
    rows = list(entries.values_list("pk", "block_id", "values", "submission_id", *_places(_SENDER)))
    keys = long_fields(row[1] for row in rows)
    return {
        pk: Text(_joined(values, keys.get(block, ())), submission, *_owners(owners), pk, block)
        for pk, block, values, submission, *owners in rows
    }


def attachment_texts(attachments: QuerySet[Attachment]) -> dict[int, Text]:
    """The texts of attached files that were read, by primary key of the attachment: one query."""
    rows = attachments.filter(file__read__isnull=False).values_list(
        "pk", "entry_id", "entry__block_id", "file__read__text", "submission_id", *_places(_SENDER)
    )
    return {
        pk: Text(text, submission, *_owners(owners), entry, block, pk)
        for pk, entry, block, text, submission, *owners in rows
    }


def texts_of(sketch_ids: Sequence[int]) -> dict[int, Text]:
    """The texts of sketches by the sketch's primary key; four queries."""
    found = Sketch.objects.filter(pk__in=sketch_ids).values_list("pk", "entry_id", "attachment_id")
    rows = list(found)
    typed = {entry: pk for pk, entry, attachment in rows if attachment is None}
    filed = {attachment: pk for pk, _entry, attachment in rows if attachment is not None}
    texts = entry_texts(Entry.objects.filter(pk__in=typed).order_by())
    files = attachment_texts(Attachment.objects.filter(pk__in=filed)) if filed else {}
    return {typed[pk]: one for pk, one in texts.items()} | {filed[pk]: one for pk, one in files.items()}


def without_sketch() -> tuple[QuerySet[Entry], QuerySet[Attachment]]:
    """What stands and was not sketched, among the newest; an index range, whatever was ever sent."""
    entries = Entry.objects.filter(pk__gt=_newest("entry_id") - BEHIND, submission__state__in=STANDING)
    files = Attachment.objects.filter(pk__gt=_newest("attachment_id") - BEHIND)
    files = files.filter(submission__state__in=STANDING, sketch=None)
    return entries.filter(~_typed()).order_by("pk"), files.order_by("pk")


def of_call(call: Directive) -> tuple[QuerySet[Entry], QuerySet[Attachment]]:
    """What stands of a call."""
    sent = {"submission__assignment__directive__in": papers_of(call), "submission__state__in": STANDING}
    return Entry.objects.filter(**sent).order_by("pk"), Attachment.objects.filter(**sent).order_by("pk")


def not_of_edition(call: Directive, edition: int) -> tuple[QuerySet[Entry], QuerySet[Attachment]]:
    """What stands of a call and has no sketch of this edition."""
    entries, files = of_call(call)
    made = Sketch.objects.filter(attachment=OuterRef("pk"), edition=edition)
    return entries.filter(~_typed(edition=edition)), files.filter(~Exists(made))


def unread(attachments: QuerySet[Attachment]) -> list[StoredFile]:
    """The files of these attachments that nobody has read yet."""
    return list(StoredFile.objects.filter(pk__in=attachments.order_by().values("file_id"), read=None))


def in_pieces(rows: QuerySet[Any], read: Callable[[QuerySet[Any]], dict[int, Text]], size: int) -> Any:
    """Lists of texts of at most `size` rows, found by what stands behind the last one."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        last = keys[-1]
        yield list(read(rows.model._default_manager.filter(pk__in=keys)).values())


def _typed(**facts: int) -> Exists:
    return Exists(Sketch.objects.filter(entry=OuterRef("pk"), attachment=None, **facts))


def _newest(column: str) -> int:
    return Sketch.objects.aggregate(newest=Max(column))["newest"] or 0


def _places(sender: str) -> list[str]:
    assignment = sender.removesuffix("__")
    names = ("directive_id", "directive__root_id", "organization_id")
    return [f"{assignment}_id", *(f"{sender}{name}" for name in names)]


def _owners(row: Sequence[int | None]) -> tuple[int, int, int, int]:
    """Assignment, directive, call, organization from what `_places` asks for."""
    assignment, directive, root, organization = row
    assert assignment is not None
    assert directive is not None
    assert organization is not None
    return assignment, directive, root or directive, organization


def _joined(values: dict[str, Any], keys: Iterable[str]) -> str:
    return "\n".join(str(values[key]) for key in keys if values.get(key))
