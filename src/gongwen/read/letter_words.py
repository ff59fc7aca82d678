"""How mail programs say things: what is quoted, forwarded, answered by a machine or came back."""

from __future__ import annotations

import re

from gongwen.text.organizations import listed

# Names of the header lines that programs write above what they quote.
_FROM = "(?:发件人|寄件人|寄件者|发信人|From)"
_BESIDE = "(?:发送时间|发送日期|寄件日期|日期|时间|收件人|收件者|抄送|主题|主旨|Sent|Date|To|Cc|Subject)"
_LINE = r"[>\s*|]*"
INNER_SENDER = re.compile(rf"(?im)^{_LINE}{_FROM}\s*[*]?\s*[:：]\s*(.+)$")
_BESIDE_LINE = re.compile(rf"(?i)^{_LINE}{_BESIDE}\s*[*]?\s*[:：]")

FORWARD_MARK = re.compile(
    r"(?im)^[>\s]*(?:-{2,}\s*(?:转发的?邮件(?:信息)?|Forwarded (?:message|mail)(?: follows)?)\s*-{2,}"
    r"|开始转发的邮件[:：]|(?:Begin forwarded message|Weitergeleitet)[:：])"
)
_QUOTE_MARKS = (
    re.compile(
        r"(?im)^[>\s]*-{2,}\s*(?:原始邮件|邮件原件|原邮件|Original(?: Message)?|回复的原邮件)\s*-{2,}"
    ),
    re.compile(r"(?im)^[>\s]*(?:在|At|On)\s.{4,120}?(?:写道|wrote)\s*[:：]\s*$"),
    re.compile(r"(?m)^[>\s]*.{1,120}?于\s?\d{4}.{4,60}?写道\s?[:：]\s*$"),
    re.compile(r"(?m)^[>\s]*在\s?\d{4}[-年].{4,160}?写道[:：]"),
)

_ANSWERED = re.compile(
    r"^\s*(?:\[?(?:自动回复|自动答复|自动应答|外出回复|休假自动回复)\]?|automatic reply|auto[- ]?reply"
    r"|out of (?:the )?office|autoreply|i am out of)",
    re.I,
)
_CAME_BACK = re.compile(
    r"系统退信|退信通知|邮件退回|投递失败|无法投递|发送失败|undeliver"
    r"|delivery (?:status notification|failure)|failure notice|returned (?:mail|to sender)"
    r"|mail delivery (?:failed|system)",
    re.I,
)
_MACHINES = frozenset(listed("mailer-daemon postmaster mail-daemon mailerdaemon"))
NO_REPLY = re.compile(r"^(?:no-?reply|do-?not-?reply|noreply|bounce|mailer-daemon|postmaster)\b", re.I)
FORWARDED_SUBJECT = re.compile(r"^\s*(?:转发|轉寄|fwd?)\s*[:：]", re.I)
REPLY_SUBJECT = re.compile(r"^\s*(?:(?:回复|答复|回覆|re|转发|轉寄|fwd?)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.I)


def is_answered_by_machine(subject: str) -> bool:
    """Whether a subject is that of an automatic answer."""
    return bool(_ANSWERED.search(REPLY_SUBJECT.sub("", subject)[:80]))


def has_come_back(subject: str) -> bool:
    """Whether a subject says that a mail could not be delivered."""
    return bool(_CAME_BACK.search(subject))


def is_machine(address: str) -> bool:
    """Whether an address is that of a mail server itself."""
    return address.partition("@")[0].casefold() in _MACHINES


def without_prefixes(subject: str) -> str:
    """A subject without what programs put before it when answering and forwarding."""
    return REPLY_SUBJECT.sub("", subject).strip()


def cut_quotes(text: str) -> tuple[str, str]:
    """What the sender wrote, and what follows it of an older mail."""
    places = [found.start() for mark in (*_QUOTE_MARKS, FORWARD_MARK) if (found := mark.search(text))]
    block = _header_block(text)
    if block is not None:
        places.append(block)
    quoted = re.search(r"(?m)^>.*(?:\n>.*){2,}", text)
    if quoted:
        places.append(quoted.start())
    at = min(places, default=len(text))
    own = re.sub(r"[\s_\-—]+\Z", "", text[:at])
    return own, text[at:].strip()


def _header_block(text: str) -> int | None:
    """Where a block of header lines (sender, then time, addressee or subject) begins, as Outlook writes."""
    for found in INNER_SENDER.finditer(text):
        following = [line for line in text[found.end() :].splitlines()[1:4] if line.strip()]
        if following and _BESIDE_LINE.match(following[0]):
            return found.start()
    return None
