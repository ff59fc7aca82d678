"""From facts to a document: worded as offices word it, nothing added that the facts do not say."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.official import (
    Facts,
    Form,
    Head,
    Heading,
    Imprint,
    Item,
    Kind,
    OfficialDocument,
    Part,
    SignOff,
    Text,
)
from gongwen.render.official import wording
from gongwen.render.official.wording import WORDINGS, Wording

_LIST = "、"


def document_from(facts: Facts) -> OfficialDocument:
    """The document that states these facts; every part of it may be changed before it is drawn."""
    words = _wording(facts)
    names = {"agency": facts.agency, "subject": facts.subject}
    has_sign_off = facts.kind is not Kind.MINUTES
    return OfficialDocument(
        form=words.form,
        title=words.title.format(**names),
        head=Head(words.head.format(**names), facts.signers, facts.urgency),
        number=facts.number,
        addressees=facts.addressees,
        parts=tuple(_parts(facts)),
        annexes=facts.annexes,
        attendance=facts.attendance,
        sign_off=SignOff((facts.agency,), facts.date, facts.sealed) if has_sign_off else None,
        notes=tuple(_contacts(facts)),
        imprint=_imprint(facts),
        words=(facts.agency, facts.subject if len(facts.subject) < 10 else "", *facts.words),
    )


def _wording(facts: Facts) -> Wording:
    is_report = facts.kind is Kind.COVER_NOTE and facts.signers
    return wording.REPORT if is_report else WORDINGS[facts.kind]


def _parts(facts: Facts) -> Iterator[Part]:
    words = _wording(facts)
    if words.form is Form.TABLE:
        yield from facts.tables
        return
    opening = _basis(facts) + facts.reason.strip()
    if facts.items or facts.tables or facts.annexes:
        if opening and opening[-1] not in wording.STOPS + wording.JOIN:
            opening += wording.JOIN
        opening += words.opening
    if opening:
        yield Text(opening)
    for item in facts.items:
        yield from _item(item)
    yield from facts.tables
    closing = facts.closing or words.closing
    if closing.strip():
        yield Text(closing.strip())


def _basis(facts: Facts) -> str:
    titles = _LIST.join(
        wording.TITLE_MARKS.format(title=one.title.strip("《》"))
        + (wording.NUMBERED.format(number=one.number) if one.number else "")
        for one in facts.basis
    )
    return wording.BASIS.format(titles=titles, wanted=wording.BASIS_WANTED) if titles else ""


def _item(item: Item) -> Iterator[Part]:
    yield Heading(1, item.name)
    if item.audience:
        yield Text(wording.AUDIENCE.format(audience=item.audience))
    if item.text.strip():
        yield Text(item.text.strip())
    for point in item.points:
        name, mark, rest = point.strip().partition("。")
        yield Heading(2, name + mark, follows=rest)
    things = _LIST.join(item.things)
    if item.due and things:
        yield Text(wording.DUE.format(due=item.due, things=things))
    elif things:
        yield Text(wording.THINGS_ONLY.format(things=things))
    elif item.due:
        yield Text(wording.DUE_ONLY.format(due=item.due))


def _contacts(facts: Facts) -> Iterator[str]:
    for one in facts.contacts:
        parts = [wording.CONTACT.format(name=one.name)]
        parts += [wording.PHONE.format(phone=one.phone)] if one.phone else []
        parts += [wording.MAIL.format(mail=one.mail)] if one.mail else []
        yield wording.JOIN.join(parts)


def _imprint(facts: Facts) -> Imprint | None:
    if not facts.copies and not facts.printed_by:
        return None
    return Imprint(facts.copies, facts.printed_by, facts.printed_on or facts.date)
