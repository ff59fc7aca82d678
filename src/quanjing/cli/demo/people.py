"""What invented people and bodies carry: names, numbers, codes. All from one seeded source."""

from __future__ import annotations

from random import Random

from quanjing.cli.demo import names
from quanjing.foundation.ids import ALPHABET, LENGTH

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
NOWHERE = "51990000"  # a social organization of a division that no real place has


class Source:
    """Draws names and numbers; the same seed draws the same ones. Codes never come twice."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._codes: set[str] = set()
        self._credit_codes: set[str] = set()
        self._people = 0

    def code(self) -> str:
        """A public code such as `foundation.ids.new_code` makes, but from the seed."""
        while (code := "".join(self.random.choices(ALPHABET, k=LENGTH))) in self._codes:
            pass
        self._codes.add(code)
        return code

    def credit_code(self) -> str:
        """An unused unified social credit code with right check digits."""
        while (code := credit_code(self.random.randrange(10**8))) in self._credit_codes:
            pass
        self._credit_codes.add(code)
        return code

    def phone(self) -> str:
        return f"010-5555{self.random.randrange(10000):04d}"

    def person(self) -> str:
        first = self.random.choice(names.GIVEN_FIRST)
        second = self.random.choice(names.GIVEN_SECOND)
        return self.random.choice(names.SURNAMES) + first + (second if second != first else "")

    def username(self) -> str:
        """The next username of people who hold no office with rights."""
        self._people += 1
        return f"p{self._people:05d}"


def credit_code(serial: int) -> str:
    """The unified social credit code (GB 32100, 18 characters) of the body `serial`, 0 to 99 999 999."""
    body = f"{serial:08d}"
    remainder = 11 - sum(int(digit) * weight for digit, weight in zip(body, BODY_WEIGHTS, strict=True)) % 11
    check = {10: "X", 11: "0"}.get(remainder, str(remainder))
    first = f"{NOWHERE}{body}{check}"
    total = sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(first, CREDIT_WEIGHTS, strict=True))
    return first + CREDIT_ALPHABET[(31 - total % 31) % 31]
