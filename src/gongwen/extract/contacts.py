"""Persons with their numbers and mailboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gongwen.extract.surnames import (
    LAZY_PERSON,
    PERSON,
    has_common_surname,
    has_double_surname,
    is_other,
    is_person,
)
from gongwen.model import Contact, Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.text.organizations import is_unit

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}\s?@\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
)
_PHONE = re.compile(
    r"(?<![\dA-Za-z@._-])(?<![^\d]/)(?:0\d{2,3}-\d{7,8}(?=1[3-9]\d{9}(?!\d))"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|[48]00-?\d{3}-?\d{4}"
    r"|(?:\(?0\d{2,3}\)?[- ]?)?[2-9](?:\d{6,7}|\d{3}[- ]\d{4})(?:[-转]\d{1,5})?)(?![\d@]|\.\d)"
)
_LABELS = re.compile(
    r"(?P<bad>QQ|微信|(?<![带含兼同及/、(])传真(?!同号)|邮编|邮政编码|账号|帐号|卡号|会议号|会议ID|密码|编号|学号|税号|代码|许可证|备案号)"
    r"|(?P<good>电话|手机|联系方式|热线|Tel|tel|TEL|咨询|联系)"
)
_ROLE = re.compile(
    r"(?:联系人|联络人|联络员|经办人|咨询人|负责人|收件人|联系人及电话|联系人员)\s?:\s?|联系人(?!及|和|与|员|姓名|信息)"
)
_BEFORE_NUMBER = re.compile(
    rf"(?:^|[,;:、(。 ]|处|部|室|科|中心|学会|协会|科协)(?P<name>{PERSON})"
    r"(?P<title>老师|先生|女士|同志|小姐|主任|处长|科长|部长|秘书长)?"
    r"(?:\([^()\d]{1,12}\))?[,:(、; ]{0,2}"
    r"(?:(?:联系|办公)?电话|手机|联系方式|E-?mail|(?:电子)?邮箱|Tel)?[:( ]{0,2}$",
    re.IGNORECASE,
)
_REACH = re.compile(
    rf"(?:联系|报|送|交|咨询)(?P<org>[一-龥]{{2,12}}?(?:处|部|办公室|室|科|中心|办))(?P<name>{LAZY_PERSON})(?:老师|同志|处长|主任)?"
    r"(?=处?\(电话|\(?1\d{10}|\(0?\d{3,}|\([^()]{0,6}电话|处[,。;])"
)
_SPOKEN_TO = re.compile(  # 与教务处吕老师（内线…）联系
    rf"[与向同](?P<org>[一-龥]{{2,12}}?(?:处|部|办公室|室|科|中心|办))(?P<name>{LAZY_PERSON}|{PERSON})(?:老师|同志|处长|主任)?"
    r"(?:\([^()]{2,20}\))?(?:联系|咨询|反映|报告)"
)
_MAIL_LABEL = re.compile("[邮信]箱|mail")
_OWNER = re.compile(r"(?P<org>[一-龥]{2,10}?)(?:联系)?(?:E-?[Mm]ail|邮箱|电子邮箱|电子信箱)\s?:")
_SENT_TO = re.compile(
    r".*(?:(?:发送|报送|提交|反馈|上传|上报|回复|寄送)(?:至|到|给)?|[发传投寄交报][至到给]|[至到])"
)
_NO_OWNERS = {"", "电子", "联系", "联络", "咨询", "指定", "工作", "投稿", "推荐", "以下", "如下"}
_ORG_ROLE = re.compile(r"(?P<org>[一-龥]{2,20}?)联系人")
_UNIT_BETWEEN = re.compile(
    rf"(?:^|[,;:、(。 \d])(?P<name>{PERSON})(?P<title>老师|先生|女士|同志|小姐)?"
    r"[,(](?P<org>[一-龥]{2,16})[,):]\s?$"
)
_NAME_BEFORE = re.compile(
    rf"{PERSON}(?:老师|先生|女士|小姐|同志)?[(,: ]$"
    rf"|(?:^|[,;:、(。 ]|处|部|室|科|中心|办|会|局|院|委){PERSON}"
    r"(?:老师|先生|女士|小姐|同志)?(?:\([^()\d]{1,12}\))?$"
)
_BEHIND_NUMBER = re.compile(rf"\d{{4}}[ ]?\((?P<name>(?:{PERSON})(?:老师|先生|女士|同志|小姐)?)\)")
_LONE_NAME = re.compile(rf"(?P<name>{PERSON})(?:老师|先生|女士|同志|小姐)?(?:\([^()\d]{{1,12}}\))?")
_JOINED = re.compile(
    rf"(?:^|[,;:、(。 ]|处|部|室|科|中心|办)(?P<name>{PERSON})(?P<title>老师|先生|女士|同志|小姐)?[、和/]$"
)
_UNIT_BEFORE = re.compile(
    r"(?:^|[,;:、(。 ])(?P<org>[一-龥]{1,12}(?:处|部|室|科|中心|办公室|办|学会|协会))[:,(]?$"
)
_NAME_RUN = re.compile(r"\s*(?P<run>[一-龥·]{2,8})")
_GAP = re.compile(r"(?:老师|先生|女士|同志)?\s?[、,/和 ]\s?(?!电话|手机|联系|邮箱)")
_AFTER_NAMES = re.compile("电话|手机|联系|邮箱|传真|地址|单位|职务")
_NO_NAME = re.compile("[的及和与或见同上等各请为]|姓名|如下|另行|详见|附件|以上|人员|工作|待定")
_REACHABLE = re.compile(r"@|\d{3}|[联经]|负责人|收件人|咨询")  # a paragraph without one names no contact
_UNIT_FIRST = re.compile(  # the unit before the names: 联系人：粮油处高芸
    rf"\s?(?P<org>[一-龥]{{1,20}}(?:部|处|室|科|办|中心|局|委|会|公司|大学|学院))"
    rf"(?=(?:{PERSON}){{1,2}}(?:老师|先生|女士|同志)?(?:[^一-龥]|联系|电话|手机|邮箱|\Z))"
)
_AREA = re.compile(r"联系人|联系方式|联系电话|咨询电话|联络员|联络人|电话|手机|邮箱|E-?mail", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d[- ](?:19|20)\d\d")
_NEAR = 40  # characters between the word 电话 and a number that it still speaks of
_TITLES = ("老师", "先生", "女士", "同志", "小姐")


@dataclass
class _Group:
    """Names and numbers that belong together."""

    start: int
    end: int
    names: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    org: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # name, phone, email
    text: str
    start: int
    end: int
    org: str | None = None
    before: int | None = None  # where the number begins that the name stands behind

    @property
    def place(self) -> tuple[int, bool]:
        """The order of reading; a name behind its number comes before it."""
        return (self.start if self.before is None else self.before), self.kind != "name"


def find_contacts(layout: Layout, skip: set[int]) -> tuple[Contact, ...]:
    """The contacts of a notice in reading order; `skip` holds indexes of paragraphs of blank forms."""
    groups: list[_Group] = []
    topic: str | None = None
    current: _Group | None = None
    for index, paragraph in enumerate(layout.paragraphs):
        if index in skip:
            continue
        tokens = _tokens(paragraph) or (_lone_name(paragraph) if current else [])
        if not tokens:
            topic = _topic(layout, paragraph)
            current = None if not _AREA.search(paragraph.folded) else current
            continue
        is_prose = not _is_contact_line(paragraph)
        current = None if is_prose else current
        for token in tokens:
            if token.kind == "name":  # as printed, where the search ran over simplified characters
                at = paragraph.start
                token = replace(token, text=layout.text[at + token.start : at + token.end])
            current = _placed(token, current, groups, None if is_prose else topic, paragraph)
        current = None if is_prose else current
    return tuple(_contacts(_merged(groups)))


def _is_contact_line(paragraph: Paragraph) -> bool:
    return len(paragraph.folded) < 120 and bool(
        _AREA.search(paragraph.folded) or not re.search("[。!]", paragraph.folded)
    )


def _topic(layout: Layout, paragraph: Paragraph) -> str | None:
    """The numbered line above a contact names the item that the desk serves."""
    label = paragraph.label
    if (
        label is None
        or len(paragraph.folded) > 40
        or re.search(r"联系|咨询|方式|时间|要求|事项|其他|其它|说明|[:。;]", paragraph.folded)
    ):
        return None
    return layout.text[label.end : paragraph.end].strip() or None


def _placed(
    token: _Token, current: _Group | None, groups: list[_Group], topic: str | None, paragraph: Paragraph
) -> _Group:
    at = paragraph.start
    starts = current is None
    if current is not None and token.kind == "name":
        starts = bool(current.phones or current.emails) or not current.names
    if current is not None and token.kind == "email" and token.org and token.org != current.org:
        starts = True
    if current is None or starts:
        current = _Group(at + token.start, at + token.end, org=token.org, topic=topic)
        groups.append(current)
    values = {"name": current.names, "phone": current.phones, "email": current.emails}[token.kind]
    if token.text not in values:
        values.append(token.text)
    current.end = max(current.end, at + token.end)
    current.org = current.org or token.org
    return current


def _tokens(paragraph: Paragraph) -> list[_Token]:
    folded = paragraph.folded
    if not (_REACHABLE.search(folded) or _REACH.search(folded)):
        return []
    found = [
        _Token(
            "email", "".join(match.group().split()), match.start(), match.end(), _owner(folded, match.start())
        )
        for match in _EMAIL.finditer(folded)
    ]
    found += [
        _Token("phone", match.group().strip(), match.start(), match.end())
        for match in _PHONE.finditer(folded)
        if _is_phone(folded, match)
    ]
    taken: set[int] = set()
    for token in _names(folded, [token.start for token in found]):
        if taken.isdisjoint(range(token.start, token.end)):
            taken.update(range(token.start, token.end))
            found.append(token)
    return sorted(found, key=lambda token: token.place)


def _lone_name(paragraph: Paragraph) -> list[_Token]:
    """A name alone on a line between contacts, its topic in brackets behind it."""
    found = _LONE_NAME.fullmatch(paragraph.folded)
    if found is None or not is_person(found["name"]):
        return []
    return [_Token("name", found["name"], *found.span("name"))]


def _owner(folded: str, at: int) -> str | None:
    if not _MAIL_LABEL.search(folded, max(0, at - _NEAR), at):
        return None
    found = [match for match in _OWNER.finditer(folded, max(0, at - _NEAR), at) if at - match.end() <= 2]
    name = _SENT_TO.sub("", found[-1]["org"]) if found else ""
    return None if name in _NO_OWNERS else name


def _is_phone(folded: str, match: re.Match[str]) -> bool:
    number = match.group()
    labels = list(_LABELS.finditer(folded, max(0, match.start() - _NEAR - 8), match.start()))
    last = labels[-1] if labels and match.start() - labels[-1].end() <= _NEAR else None
    if _YEARS.match(number):
        return False
    if last and last["bad"] and not re.search("电话", folded[last.end() : match.start()]):
        return "电话" in folded[max(0, last.start() - 4) : last.start()]
    is_full = re.match(r"1[3-9]|0|\(0", number) and len(re.sub(r"\D", "", number)) >= 10
    if is_full and (match.start() == 0 or folded[match.start() - 1] in "(,:、; "):
        return True
    if last:
        return True
    return bool(_NAME_BEFORE.search(folded, max(0, match.start() - 24), match.start()))


def _names(folded: str, numbers: list[int]) -> Iterator[_Token]:
    """Names after 联系人：, those sent to at a desk, and those that stand right before a number."""
    for role in _ROLE.finditer(folded):
        org = _ORG_ROLE.search(folded, max(0, role.start() - 24), role.end())
        yield from _after_role(folded, role.end(), org["org"] if org else None)
    for found in (*_REACH.finditer(folded), *_SPOKEN_TO.finditer(folded)):
        if is_person(found["name"]):
            yield _Token("name", found["name"], *found.span("name"), found["org"])
    for at in numbers:
        yield from _before_number(folded, at)
    for found in _BEHIND_NUMBER.finditer(folded):
        start = max((at for at in numbers if at < found.start("name")), default=None)
        if is_person(found["name"]):
            yield _Token("name", found["name"], *found.span("name"), before=start)


def _before_number(folded: str, at: int) -> Iterator[_Token]:
    """The name before a number, with names joined to it by 、 and the unit that they belong to."""
    between = _UNIT_BETWEEN.search(folded, max(0, at - 30), at)
    if between and is_unit(between["org"]):
        name = between["name"] + (between["title"] or "" if len(between["name"]) == 1 else "")
        if is_person(name):
            start = between.start("name")
            yield _Token("name", name, start, start + len(name), between["org"])
            return
    found = _BEFORE_NUMBER.search(folded, max(0, at - 30), at)
    names: list[Span] = []
    while found:
        title = found["title"] or ""
        name = found["name"] + (title if len(found["name"]) == 1 else "")
        if not is_person(name):
            break
        start = found.start("name")
        names.append((start, start + len(name)))
        found = _JOINED.search(folded, max(0, start - 16), start)
    if not names:
        return
    first = names[-1][0]
    unit = _UNIT_BEFORE.search(folded, max(0, first - 16), first)
    for start, end in reversed(names):
        yield _Token("name", folded[start:end], start, end, unit["org"] if unit else None)


def _after_role(folded: str, at: int, org: str | None) -> Iterator[_Token]:
    """The names after 联系人：, one or several."""
    labelled = folded[at - 1 : at] in (":", " ")
    unit = _UNIT_FIRST.match(folded, at)
    if unit:
        org, at = unit["org"], unit.end()
    while found := _NAME_RUN.match(folded, at):
        start = found.start("run")
        names = _people(found["run"]) or (_by_label(found["run"]) if labelled else [])
        if not names:
            return
        for name in names:
            yield _Token("name", name, start, start + len(name), org)
            start += len(name)
        gap = _GAP.match(folded, start)
        if gap is None:
            return
        at = gap.end()


def _people(run: str) -> list[str]:
    """The one or two names in a run of characters, forms of address cut off.

    Two names between which only a blank stood have run together. A bare surname keeps its form of
    address: 王老师, but 李晓明.
    """
    run = _AFTER_NAMES.split(run)[0]
    for title in _TITLES:
        cut = run.find(title)
        if cut >= 1:
            run = run[: cut if cut > 1 else 1 + len(title)]
    if len(run) <= 4 and is_person(run) and (len(run) < 4 or has_double_surname(run) or not _two(run)):
        return [run]
    return _two(run)


def _by_label(run: str) -> list[str]:
    """One name of two or three characters with a rare surname, which the label makes sure of."""
    run = _AFTER_NAMES.split(run)[0]
    is_name = 2 <= len(run) <= 3 and not (_NO_NAME.search(run) or is_unit(run) or is_other(run))
    return [run] if is_name else []


def _two(run: str) -> list[str]:
    """Two names that ran together; of two ways to part them the one with the commoner surnames."""
    ways = [(run[:cut], run[cut:]) for cut in (3, 2)]
    found = [way for way in ways if all(map(is_person, way)) and len(way[1]) <= 3]
    return list(max(found, key=lambda way: sum(map(has_common_surname, way)), default=()))


def _merged(groups: list[_Group]) -> list[_Group]:
    """A mailbox that stands alone belongs to the only person named."""
    named = [group for group in groups if group.names]
    alone = [group for group in groups if not group.names and not group.phones and not group.org]
    if len(named) == 1 and len(named[0].names) == 1 and not named[0].emails and len(alone) == 1:
        named[0].emails = alone[0].emails
        return [group for group in groups if group is not alone[0]]
    return groups


def _contacts(groups: list[_Group]) -> Iterator[Contact]:
    known: set[tuple[object, ...]] = set()
    for group in groups:
        for name, phones, emails in _shared(group):
            key = (name, phones, emails)
            if key not in known:
                known.add(key)
                yield Contact(name, phones, emails, group.org, group.topic, (group.start, group.end))


def _shared(group: _Group) -> Iterator[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    phones, emails = tuple(group.phones), tuple(group.emails)
    if len(group.names) < 2:
        yield (group.names[0] if group.names else None), phones, emails
        return
    for index, name in enumerate(group.names):
        own_phones = (phones[index],) if len(phones) == len(group.names) else phones
        own_emails = (emails[index],) if len(emails) == len(group.names) else emails
        yield name, own_phones, own_emails
