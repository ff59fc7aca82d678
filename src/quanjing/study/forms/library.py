"""Material, versions, reading lists as people type them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, day_field, one_of, words
from quanjing.study.actions import EntryGiven, MaterialGiven, VersionGiven
from quanjing.study.enums import MaterialKind, Sharing
from quanjing.study.forms.parts import a_file, long_text, picked, uploaded
from quanjing.study.models import Material

LARGEST_CAPTIONS = 1_000_000


class VersionForm(Taking):
    """The lines that a kind of material does not have are taken out."""

    file = a_file(_("File"))
    captions = a_file(_("Captions (vtt, srt)"), ".vtt,.srt", _("So that the video can be read as well."))
    link = words(_("Address of the page"), 500, type="url")
    text = long_text(_("Text"), rows=12)
    note = words(_("What is new in this version"), 300)

    def __init__(self, *given: object, kind: str, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        wanted = {
            MaterialKind.FILE: ("file",),
            MaterialKind.VIDEO: ("file", "captions"),
            MaterialKind.LINK: ("link",),
            MaterialKind.ARTICLE: ("text",),
        }[MaterialKind(kind)]
        for name in ("file", "captions", "link", "text"):
            if name not in wanted:
                del self.fields[name]

    def version(self) -> VersionGiven:
        given = self.cleaned_data
        captions = given.get("captions")
        return VersionGiven(
            file=uploaded(given.get("file")),
            captions=captions.read(LARGEST_CAPTIONS) if captions else None,
            link=given.get("link", ""),
            text=given.get("text", ""),
            note=given.get("note", ""),
        )


class MaterialForm(VersionForm):
    """A material with its first version."""

    title = words(_("Title"), 200, required=True)
    source = words(_("Publisher, author or number"), 200)
    topic = words(_("Topic"), 100)
    sharing = one_of(_("For whom"), Sharing.choices, required=True)
    valid_to = day_field(_("Valid to (last day)"))
    field_order = ["title", "source", "topic", "file", "captions", "link", "text", "sharing", "valid_to"]

    def __init__(self, *given: object, kind: str, is_new: bool = True, **more: object) -> None:
        super().__init__(*given, kind=kind, **more)
        self.kind = MaterialKind(kind)
        if is_new:
            del self.fields["note"]
        else:
            for name in ("file", "captions", "link", "text", "note"):
                self.fields.pop(name, None)

    def material(self) -> MaterialGiven:
        given = self.cleaned_data
        names = ("title", "source", "topic", "valid_to")
        return MaterialGiven(
            kind=self.kind, sharing=Sharing(given["sharing"]), **{name: given[name] for name in names}
        )


class SupersedeForm(Taking):
    by = one_of(_("What takes its place"))


class NoteForm(Taking):
    note_text = long_text(_("My own note"), rows=4, help_text=_("Only you see it."))


class ListForm(Taking):
    title = words(_("Title"), 200, required=True)
    intro = long_text(_("What it is for"), rows=3)


class EntryForm(Taking):
    material = one_of(_("From the library"))
    title = words(_("Title, or a book on paper"), 200)
    source = words(_("Publisher, author or number"), 200)
    chapters = long_text(_("Chapters"), rows=2, help_text=_("One a line."))

    def entry(self) -> EntryGiven:
        given = self.cleaned_data
        return EntryGiven(given["title"], given["source"], given["chapters"], picked(self, "material"))


def material_initial(material: Material) -> dict[str, object]:
    names = ("title", "source", "topic", "sharing", "valid_to")
    return {name: getattr(material, name) for name in names}


def chosen_kind(asked: str) -> str:
    """The kind that was asked for, or the first."""
    return asked if asked in MaterialKind.values else MaterialKind.FILE.value
