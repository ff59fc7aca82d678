"""Which office a post's title names: the facts post.president, post.secretary … of the field dictionary."""

from __future__ import annotations

OFFICES = {  # exact titles, without the name of the body
    "president": ("理事长", "会长"),
    "secretary_general": ("秘书长",),
    "secretary": ("党组织书记", "党支部书记", "党委书记", "书记"),
    "head": ("负责人", "主要负责人", "法定代表人", "理事长", "会长"),
    "legal": ("法定代表人",),
    "accountant": ("会计", "会计主管", "财务负责人"),
    "liaison": ("联络员", "党建联络员", "党建工作指导员"),
}


def offices_of(title: str) -> dict[str, int]:
    """The offices that a title may stand for -> how far down their list it comes; the least is meant."""
    plain = title.split("（")[0].strip()
    return {office: titles.index(plain) for office, titles in OFFICES.items() if plain in titles}
