"""Exact numbers: decimals with one stated rounding. A float is refused wherever it comes from.

Marks are rounded half up to the places of the scheme, once a line and once for each mean; sums are exact.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

CONTEXT = Context(prec=28, rounding=ROUND_HALF_UP)
ZERO = Decimal(0)
DIGITS = 12  # before the point, or behind it
LARGEST = 10**DIGITS
LONGEST = 2 * DIGITS  # characters of a number that is given as a text


class NotExact(ValueError):
    """What was given is no exact number."""


def exact(value: object) -> Decimal:
    """The number that an int, a decimal or its text means. Raises `NotExact`."""
    if type(value) is int:
        if -LARGEST < value < LARGEST:
            return Decimal(value)
        raise NotExact(str(value))
    if type(value) is str:
        if len(value) > LONGEST:
            raise NotExact(value[:LONGEST])
        try:
            number = Decimal(value)
        except InvalidOperation as error:
            raise NotExact(value) from error
    elif type(value) is Decimal:
        number = value
    else:
        raise NotExact(repr(value))
    if not number.is_finite() or abs(number.adjusted()) > DIGITS:
        raise NotExact(str(value))
    return number


def step(places: int) -> Decimal:
    """The smallest difference between two marks: 0.01 with two places."""
    return Decimal(1).scaleb(-places)


def rounded(number: Decimal, smallest: Decimal) -> Decimal:
    """Half up to a multiple of `smallest`, a power of ten."""
    return number.quantize(smallest, ROUND_HALF_UP, CONTEXT)


def divided(number: Decimal, by: Decimal | int) -> Decimal:
    """To 28 digits; `rounded` follows, and no tie is that close."""
    return CONTEXT.divide(number, Decimal(by))
