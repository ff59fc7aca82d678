"""Invented texts: words without sense, slogans between marks and without, copies with other words."""

from __future__ import annotations

import random

LENGTH = 800
SIGNS = [chr(code) for code in range(0x4E00, 0x4E00 + 1_500)]


def texts(count: int, seed: int = 41) -> tuple[list[str], set[tuple[int, int]]]:
    """`count` texts, every tenth copied at the end with a tenth of its words changed; the pairs by place."""
    dice = random.Random(seed)
    words = ["".join(dice.choices(SIGNS, k=dice.choice((1, 2, 2, 2, 3)))) for _ in range(6_000)]
    slogans = ["".join(dice.choices(words, k=dice.randint(8, 20))) for _ in range(60)]
    originals = count * 10 // 11
    made: list[str] = []
    copies: list[str] = []
    pairs = set()
    for place in range(originals):
        text = _text(dice, words, slogans if place % 20 else [])
        made.append("".join(text))
        if place % 10 == 0:
            pairs.add((place, originals + len(copies)))
            copies.append("".join(dice.choice(words) if dice.random() < 0.1 else word for word in text))
    return made + copies, pairs


def _text(dice: random.Random, words: list[str], slogans: list[str]) -> list[str]:
    """Sentences of words; where there are slogans, four to eight of them, half between quotation marks."""
    made: list[str] = []
    length = 0
    borrowed = dice.sample(slogans, dice.randint(4, 8)) if slogans else []
    while length < LENGTH:
        if borrowed and dice.random() < 0.15:
            slogan = borrowed.pop()
            sentence = [f"\u201c{slogan}\u201d" if dice.random() < 0.5 else slogan]
        else:
            sentence = dice.choices(words, k=dice.randint(6, 18))
        sentence.append(dice.choice("\uff0c\u3002\uff1b"))
        made += sentence
        length += sum(map(len, sentence))
    return made
