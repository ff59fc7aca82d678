"""Numbers as list labels: what Word and HTML generate in front of a paragraph."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def ordinal(number: int, style: str) -> str:
    """`number` in one of the styles of WordprocessingML (w:numFmt), decimal where unknown.

    Args:
        number: from 0; styles that cannot write it fall back to decimal.
        style: "decimal", "chineseCounting", "upperRoman" …
    """
    write = _STYLES.get(style)
    if style == "none":
        return ""
    return (write(number) if write and number > 0 else "") or str(number)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", short_ten: bool = True) -> str:
    """一, 十二, 一百零三: as it is spoken, up to 9999; "" beyond."""
    if number > 9999:
        return ""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = bool(text) and digit == 0
    if short_ten and 10 <= number < 20:
        return text[1:]
    return text


def _each_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    return chinese(number) if number < 100 else _each_digit(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN + _ROMAN_SMALL:
        text += sign * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1 : number]


def _run(first: str, count: int) -> Callable[[int], str]:
    """`count` signs that stand one after the other in Unicode."""
    return _listed("".join(chr(ord(first) + n) for n in range(count)))


def _legal(number: int) -> str:
    return chinese(number, _LEGAL, "拾佰仟", short_ten=False)


_STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _each_digit,
    "japaneseDigitalTenThousand": _each_digit,
    "taiwaneseDigital": _each_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _listed("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _listed("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper() if number < 4000 else "",
    "lowerRoman": lambda number: _roman(number) if number < 4000 else "",
}
