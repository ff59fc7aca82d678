"""T8's end: a story is written, signed off by a second person, read on a phone, gone with its consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looks import assert_looks_right
from tests.browser.notices import later
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser
ATOM = "{http://www.w3.org/2005/Atom}"
APPROVE = "[data-workflow-action-name=approve]"


@dataclass(frozen=True)
class Told:
    """A story in one of the languages: what it says, above which pages it stands, where readers are."""

    title: str
    words: str
    above: tuple[str, ...]
    front: str
    language: str

    @property
    def feed(self) -> str:
        return f"{self.front}feed.xml"


STORIES = {
    "zh": Told("守塔十八年（二）", "塔顶的百叶箱从未空过", ("科学家精神在江岚",), "/p/", "zh-hans"),
    "en": Told(
        "Eighteen years (part two)", "The shelter on the tower was never empty",
        ("Jianglan Learned Societies", "Fewer forms"), "/p/en/", "en",
    ),
}  # fmt: skip


@pytest.fixture
def reader(browser: Browser, server: str) -> Iterator[Page]:
    """Somebody without an account and without scripts, on a phone."""
    window = browser.new_context(
        base_url=server, viewport={"width": 390, "height": 844}, locale="zh-CN", java_script_enabled=False
    )
    yield window.new_page()
    window.close()


@pytest.mark.parametrize("way", STORIES)
def test_a_story_is_signed_off_by_another_read_and_taken_off(
    walker: AsWalker, reader: Page, way: str
) -> None:
    writer, second, told = walker("officer", way), walker("deputy", way), STORIES[way]
    written(writer, told)
    looked_at(second, told, may_sign=False)
    consented(writer, told)
    looked_at(writer, told, may_sign=False)
    looked_at(second, told, may_sign=True)
    signed(second.page)
    place = read(reader, told)
    withdrawn(writer, told)
    gone(reader, told, place)
    kept(writer, told)


def written(writer: Walk, told: Told) -> None:
    """From the desk into the column; the brackets of the title make no address that is refused."""
    writer.go("/portal/")
    page = writer.page
    writer.link("Write and change pages").click()
    for name in told.above:
        page.locator("a[href$='/edit/']", has_text=name).first.click()
        page.goto(page.url.removesuffix("edit/"))
    page.goto(f"{page.url}add_subpage/")
    page.locator("a[href*='/storypage/']").first.click()
    page.fill("#id_title", told.title)
    page.select_option("#id_subject", "person")
    page.fill("#id_summary", told.words)
    page.fill("#id_day", later(0))
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    pressed(page, page.locator("[name=action-submit]"))


def pressed(page: Page, target: Locator) -> None:
    with page.expect_navigation():
        target.click()


def row_of(walk: Walk, told: Told, part: str) -> Locator:
    """The line of the story in a part of the desk."""
    walk.go("/portal/")
    return walk.main.locator(f"section[aria-labelledby={part}] li", has_text=told.title).first


def looked_at(walk: Walk, told: Told, *, may_sign: bool) -> None:
    """In the editing pages: whether signing off is offered."""
    row_of(walk, told, "drafts").locator("a").first.click()
    expect(walk.page.locator("#id_title")).to_have_value(told.title)
    expect(walk.page.locator(APPROVE)).to_have_count(int(may_sign))


def consented(writer: Walk, told: Told) -> None:
    writer.press(row_of(writer, told, "stories").locator("a").first)
    writer.fill(writer.page.locator("#id_person"), "顾南屏")
    writer.fill(writer.page.locator("#id_use"), "在门户刊登本人事迹")
    writer.fill(writer.page.locator("#id_given_on"), later(0))
    writer.press(writer.button("Save"))
    writer.sees("顾南屏")


def signed(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    pressed(page, page.locator(APPROVE))


def read(reader: Page, told: Told) -> str:
    """From the first page, by the search, in the feed and on the map; where it stands."""
    reader.goto(told.front)
    pressed(reader, reader.get_by_role("link", name=told.title).first)
    expect(reader.get_by_role("heading", level=1)).to_have_text(told.title)
    assert_looks_right(reader, told.language)
    place = reader.url
    reader.locator("[role=search] input").fill(told.words)
    with reader.expect_navigation():
        reader.keyboard.press("Enter")
    expect(reader.locator("main li a", has_text=told.title)).to_have_count(1)
    assert place in addresses_in(reader, told.feed)
    assert place in text_of(reader, "/sitemap.xml")
    return place


def text_of(reader: Page, path: str) -> str:
    answer = reader.request.get(path)
    assert answer.ok, path
    return answer.text()


def addresses_in(reader: Page, feed: str) -> list[str]:
    """Where the entries of an Atom feed lead; each has what an entry must have."""
    entries = ElementTree.fromstring(text_of(reader, feed)).findall(f"{ATOM}entry")
    for entry in entries:
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")), feed
    return [entry.find(f"{ATOM}link").attrib["href"] for entry in entries]  # type: ignore[union-attr]


def withdrawn(writer: Walk, told: Told) -> None:
    writer.press(row_of(writer, told, "stories").locator("a").first)
    writer.open(writer.page.locator("summary").filter(has_text=writer.say("The consent is withdrawn")))
    writer.fill(writer.page.locator("#id_reason"), "本人来电要求撤下")
    writer.press(writer.button("Withdraw"))
    writer.sees("The consent is withdrawn. What rested on it is no longer public.")


def gone(reader: Page, told: Told, place: str) -> None:
    answer = reader.goto(place)
    assert answer is not None
    assert answer.status == 404
    reader.goto(told.front)
    expect(reader.locator("body")).not_to_contain_text(told.title)
    reader.locator("[role=search] input").fill(told.words)
    with reader.expect_navigation():
        reader.keyboard.press("Enter")
    expect(reader.locator("main li a")).to_have_count(0)
    assert place not in addresses_in(reader, told.feed)
    assert place not in text_of(reader, "/sitemap.xml")


def kept(writer: Walk, told: Told) -> None:
    """The log says what was taken off and why; the consent stands with the day on which it ended."""
    taken = row_of(writer, told, "taken")
    expect(taken).to_contain_text("本人来电要求撤下")
    expect(taken).to_contain_text("林知远")
    writer.press(row_of(writer, told, "stories").locator("a").first)
    writer.sees("顾南屏")
    writer.sees("本人来电要求撤下")
