"""What of an entry is its text, its heading and its author, as the sheet gives them."""

from __future__ import annotations

from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field
from quanjing.submissions.models import Entry
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.queries.page import FILE_TYPES

AUTHOR, POST, TITLE = "name", "post", "title"
PERSON = "person.name"  # the word of the dictionary for whoever a row is about
HEADING = "project.name"  # what the dictionary calls the title of a work
HEADLINE = 30  # characters of a text that stand for its heading


def text_of(entry: Entry) -> str:
    """The long texts one under the other; without one, every other answer but author and title."""
    fields = list(entry.block.fields.all())
    long = [each for each in fields if each.type == FieldType.LONGTEXT]
    rest = [each for each in fields if each.type not in FILE_TYPES and not is_author(each)]
    texts = (as_text(entry.values.get(each.key)) for each in long or rest if each.key != POST)
    return "\n".join(text for text in texts if text)


def author_of(entry: Entry) -> str:
    """Who wrote it, with the post where the sheet asks for it; empty where it does not."""
    fields = entry.block.fields.all()
    words = [as_text(entry.values.get(each.key)) for each in fields if is_author(each)]
    if any(words):
        words.append(as_text(entry.values.get(POST)))
    return " ".join(word for word in words if word)


def title_of(entry: Entry) -> str:
    """The answer to the field for a title, otherwise how the text begins."""
    for each in entry.block.fields.all():
        if each.key == TITLE or _means(each, HEADING):
            given = as_text(entry.values.get(each.key))
            if given:
                return given
    text = " ".join(text_of(entry).split())
    return text[:HEADLINE] + ("…" if len(text) > HEADLINE else "")


def is_author(field: Field) -> bool:
    return field.key == AUTHOR or _means(field, PERSON)


def _means(field: Field, word: str) -> bool:
    return field.meaning is not None and field.meaning.key == word


def paragraphs(text: str) -> list[str]:
    """The lines of a text in which something stands."""
    return [line for line in text.splitlines() if line.strip()]
