"""What must hold on every page, whoever looks at it: one module, asked for each page of each story."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from playwright.sync_api import Page

LOCALE = Path(__file__).resolve().parents[2] / "src" / "quanjing" / "locale" / "zh_Hans"
CHINESE = re.compile("[\u4e00-\u9fff]")
WORDS = re.compile(r"\b[A-Za-z]{3,} [a-z]{2,}\b")  # two words in a row, the second a plain one
WINDOWS = {"390 px": (390, 1), "1280 px": (1280, 1), "200 %": (640, 2)}  # CSS pixels, device scale

# Usernames, labels of sheets and things to hand in that happen to be words of the product as well.
THEIRS = frozenset(
    {"handler", "officer", "auditor", "reviewer", "联系电话", "到场人数", "实施方案", "中期报告", "结题报告"}
)

OUTSIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PARTS = """() => {
  const shown = el => el.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const name = el => el.outerHTML.slice(0, 120);
  const fields = [...document.querySelectorAll('input, select, textarea')].filter(
    el => el.type !== 'hidden' && el.type !== 'submit');
  const buttons = [...document.querySelectorAll('button, a[href], summary')].filter(shown);
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    const text = walk.currentNode.data.replace(/\\s+/g, ' ').trim();
    if (text && !at.closest('script, style, code, body [lang]') && shown(at)) texts.push(text);
  }
  return {
    heads: document.querySelectorAll('h1').length,
    glides: getComputedStyle(document.documentElement).scrollBehavior === 'smooth',
    bare: fields.filter(el => shown(el) && !el.labels?.length && !el.getAttribute('aria-label')
      && !el.getAttribute('aria-labelledby')).map(name),
    mute: buttons.filter(el => !el.textContent.trim() && !el.getAttribute('aria-label')
      && !el.querySelector('[aria-label], img[alt], title')).map(name),
    texts,
  };
}"""
UNSEEN_FOCUS = """() => {
  const shown = el => el.checkVisibility({visibilityProperty: true}) && !el.disabled;
  const marked = el => {
    const style = getComputedStyle(el);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
  };
  const found = [];
  const asked = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const el of [...document.querySelectorAll(asked)].filter(shown)) {
    el.focus({preventScroll: true});
    if (document.activeElement !== el || !el.matches(':focus-visible')) continue;
    const near = [el, el.nextElementSibling, el.closest('label')].filter(Boolean);
    if (!near.some(marked)) found.push(el.outerHTML.slice(0, 120));
  }
  document.activeElement?.blur();
  return found;
}"""


def assert_looks_right(page: Page, language: str) -> None:
    """Everything on the page as it stands: width, heading, names of fields, language, focus."""
    found = faults(page, language)
    assert not found, f"{page.url}: {found}"


def faults(page: Page, language: str) -> dict[str, Any]:
    """What is wrong on the page, by what it is; empty where all is well."""
    parts = page.evaluate(PARTS)
    wrong = {
        "headings": [] if parts["heads"] == 1 else [parts["heads"]],
        "a click lost while the page glides": ["html"] if parts["glides"] else [],
        "fields without a label": parts["bare"],
        "buttons without a name": parts["mute"],
        "other language": _foreign(parts["texts"], language),
        "too wide": _too_wide(page),
        "focus not seen": _unseen(page),
    }
    return {what: where for what, where in wrong.items() if where}


def _too_wide(page: Page) -> list[str]:
    before = page.viewport_size
    assert before is not None
    session = page.context.new_cdp_session(page)
    found = []
    for name, (width, scale) in WINDOWS.items():
        size = {"width": width, "height": 900, "deviceScaleFactor": scale, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", size)
        if page.evaluate(OUTSIDE) > 0:
            found.append(name)
    session.send("Emulation.clearDeviceMetricsOverride")
    session.detach()
    page.set_viewport_size(before)
    return found


def _unseen(page: Page) -> list[str]:
    page.keyboard.press("Tab")  # from now on focus is shown as to somebody at the keyboard
    found: list[str] = page.evaluate(UNSEEN_FOCUS)
    return found


def _foreign(texts: list[str], language: str) -> list[str]:
    """Words of the product in the other language; names, notices and what people wrote are theirs."""
    english, chinese = own_words()
    texts = [text for text in texts if text not in THEIRS]
    if language == "en":
        return [text for text in texts if text in chinese]
    return [text for text in texts if text in english or (WORDS.search(text) and not CHINESE.search(text))]


@cache
def own_words() -> tuple[frozenset[str], frozenset[str]]:
    """Texts of the product: English ones, and Chinese ones that no name of a thing is likely to be."""
    english, chinese = set(), set()
    for catalogue in LOCALE.glob("*.po"):
        with catalogue.open("rb") as stored:
            for message in read_po(stored):
                if not message.id or not isinstance(message.string, str):
                    continue
                if message.string != message.id and CHINESE.search(message.string):
                    english.add(str(message.id))
                    if len(message.string) > 3:
                        chinese.add(message.string)
    return frozenset(english), frozenset(chinese)
