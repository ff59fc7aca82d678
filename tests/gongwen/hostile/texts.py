"""Texts and web pages: no text at all, several encodings at once, endless lines, endless depth."""

from __future__ import annotations

from tests.gongwen.hostile.case import TITLE, Case
from tests.gongwen.hostile.office import ENTITIES, OUTSIDE

from gongwen.errors import DamagedDocument, EmptyDocument, UnsupportedDocument

_NOTICE = f"{TITLE}\n各学会：\n请于2026年9月15日前报送总结。\n"
_SIGNS = "\u202e\u202d\u200e\u200f\u2066\u2069\ufeff\u200b\u00ad\u2028\u2029\x1b[31m\x07\x08\x7f\x85"


def _page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{TITLE}</p>{body}</body></html>".encode()


def _mixed() -> bytes:
    lines = [f"第{number}项请报送。\n" for number in range(40)]
    return b"".join(line.encode(("utf-8", "gb18030")[at % 2]) for at, line in enumerate(lines))


_TEXTS = (
    Case("NUL bytes only", "a.txt", lambda: bytes(5000), UnsupportedDocument),
    Case("NUL bytes between", "a.txt", lambda: _NOTICE.replace("请", "\x00请\x00").encode()),
    Case("a mark and nothing behind", "a.txt", lambda: b"\xef\xbb\xbf", EmptyDocument),
    Case("half a character of UTF-16", "a.txt", lambda: b"\xff\xfe" + _NOTICE.encode("utf-16-le") + b"\x10"),
    Case("white space", "a.txt", lambda: " \t\u3000\u200b\n".encode() * 999, EmptyDocument),
    Case(
        "surrogates as bytes",
        "a.txt",
        lambda: _NOTICE.encode() + b"\xed\xa0\x80\xed\xb0\x80\n",
        None,
        ("characters_lost",),
    ),
    Case(
        "a surrogate in UTF-16",
        "a.txt",
        lambda: b"\xff\xfe" + _NOTICE.encode("utf-16-le") + b"\x00\xd8\n\x00",
        None,
        ("characters_lost",),
    ),
    Case("two encodings by turns", "a.txt", _mixed),
    Case(
        "signs that turn and steer",
        "a.txt",
        lambda: (_NOTICE * 9 + _SIGNS + _NOTICE.replace("于", f"于{_SIGNS}") * 2).encode(),
    ),
    Case("one line of two hundred thousand signs", "a.txt", lambda: ("报" * 200_000).encode()),
    Case("fifty thousand empty lines", "a.txt", lambda: (_NOTICE + "\n" * 50_000 + "完").encode()),
    Case("a hundred thousand cells", "a.txt", lambda: (_NOTICE + "甲\t" * 100_000).encode()),
    Case("twenty thousand rows", "a.txt", lambda: (_NOTICE + "甲\t乙\n" * 20_000).encode()),
    Case("thirty thousand accents", "a.txt", lambda: (_NOTICE + "e" + "\u0301" * 30_000).encode()),
    Case(
        "numbers of a thousand digits",
        "a.txt",
        lambda: (
            _NOTICE + f"于{'9' * 1000}年{'9' * 1000}月{'9' * 1000}日前报送，{'一' * 1000}日内。"
        ).encode(),
    ),
    Case(
        "dates that there are not",
        "a.txt",
        lambda: (
            _NOTICE + "于0000年0月0日、9999年13月32日、2月30日前报送。\n9999年12月31日后30日内报送。"
        ).encode(),
    ),
    Case("a Windows program", "a.txt", lambda: b"MZ" + bytes(range(256)) * 9, UnsupportedDocument),
    Case(
        "a picture under the name of a text",
        "a.txt",
        lambda: b"GIF89a" + bytes(99) + b";",
        UnsupportedDocument,
    ),
)
_PAGES = (
    Case("a hundred thousand levels", "a.html", lambda: _page("<div>" * 100_000 + TITLE), DamagedDocument),
    Case("sixty tables inside each other", "a.html", lambda: _page("<table><tr><td>" * 60 + TITLE)),
    Case("five thousand unclosed rows", "a.html", lambda: _page("<table>" + "<tr><td>甲<td>乙" * 5_000)),
    Case(
        "a cell over a billion rows",
        "a.html",
        lambda: _page(f"<table><tr><td rowspan=999999999 colspan=999999999>{TITLE}<td>乙<tr><td>丙</table>"),
    ),
    Case(
        "references to no character",
        "a.html",
        lambda: _page("<p>&#xD800;&#0;&#x110000;&#99999999999;&#-1;&bogus;</p>"),
    ),
    Case(
        "surrogates as bytes",
        "a.html",
        lambda: _page("") + b"<p>\xed\xa0\x80</p>",
        None,
        ("characters_lost",),
    ),
    Case("a comment without an end", "a.html", lambda: _page("<!--" + TITLE * 1000)),
    Case("a script without an end", "a.html", lambda: _page("<script>" + "<p>" * 100_000)),
    Case("fifty thousand brackets", "a.html", lambda: _page("<" * 50_000)),
    Case(
        "an attribute of a million signs",
        "a.html",
        lambda: _page(f"<p style='{'display :' * 100_000}'>{TITLE}</p>"),
    ),
    Case(
        "a thousand beginnings of comments", "a.html", lambda: b"<!-- --" * 100_000 + _page(""), EmptyDocument
    ),
    Case("a bomb of entities", "a.html", lambda: ENTITIES.encode() + _page("<p>&j;</p>")),
    Case("an entity of a local file", "a.html", lambda: OUTSIDE.encode() + _page("<p>&x;</p>")),
    Case("an encoding that there is not", "a.html", lambda: _page("", "<meta charset=nonsense>")),
    Case("a wrong encoding", "a.html", lambda: _page("", "<meta charset=utf-16>")),
    Case(
        "lists that count from a billion",
        "a.html",
        lambda: _page("<ol start=999999999999 type=i><li>甲<li value=-1>乙</ol>"),
    ),
    Case("lists a hundred levels deep", "a.html", lambda: _page("<ol><li>甲" * 90)),
    Case("nothing visible", "a.html", lambda: b"<html><body hidden><p>a</p></body></html>", EmptyDocument),
)
CASES = (*_TEXTS, *_PAGES)
