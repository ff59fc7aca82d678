"""From suggestions to one proposal: sorted, written, passed on, answered, and taken back in time."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.notices import hand_in, publish, settle, suggestions, today
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser

HALLS = "乡镇科普场馆建得起、用不起，建议把运行经费列入县级预算，按实际开放天数核拨，每年公布一次使用情况。"
VILLAGES = "县以下科普馆缺运行费，建议把运行经费列入县级预算，按实际开放天数核拨，每年公布一次使用情况。"
CASE = "某单位某人的问题请查一查。"


@pytest.mark.parametrize("way", WAYS)
def test_suggestions_become_one_manuscript(walker: AsWalker, way: str) -> None:
    officer, tea, other = walker("officer", way), walker("handler", way), walker("s101", way)
    code = hand_in(officer, suggestions(way))
    settle(officer)
    publish(officer, code, "society", "provincial")
    sent(tea, code, HALLS)
    sent(other, code, VILLAGES)
    accepted(officer, code)
    accepted(officer, code)
    begun(officer, code)
    place = officer.page.url.split("#")[0]
    sorted_and_written(officer, place)
    finished(officer)
    passed_on_and_answered(officer)
    adopted(tea, code)
    withdrawn(tea)
    officer.go(place)
    officer.sees("A text on which this point rested is gone. Please check the words.")
    officer.press(officer.button("Checked"))


def test_a_named_case_is_set_aside_and_two_editors_see_both_texts(walker: AsWalker) -> None:
    officer, deputy, tea = walker("officer"), walker("deputy"), walker("handler")
    code = hand_in(officer, suggestions("zh", 5))
    settle(officer)
    publish(officer, code, "society", "provincial")
    sent(tea, code, CASE)
    accepted(officer, code)
    begun(officer, code)
    place = officer.page.url.split("#")[0]
    officer.fill(officer.field("Heading of a new point"), "要点一")
    officer.press(officer.button("New point"))
    officer.press(officer.link("Edit"))
    deputy.go(officer.page.url)
    for walk, text in ((officer, "先写的文字"), (deputy, "后写的文字")):
        walk.fill(walk.page.locator("#text"), text)
    officer.press(officer.button("Save"))
    with deputy.page.expect_response(lambda answer: answer.status == 409):
        deputy.open(deputy.page.locator("#point-form button[value=save]"))
    expect(deputy.page.locator("#conflict")).to_contain_text("先写的文字")
    expect(deputy.page.locator("#text")).to_have_value("后写的文字")
    officer.go(place)
    officer.press(officer.main.locator("article.entry a").first)
    officer.fill(officer.field("Reason, as the unit reads it"), "内容涉及具体个人")
    officer.press(officer.button("Set aside and tell the unit"))
    expect(officer.page.locator("main")).not_to_contain_text(CASE)
    tea.go("/messages/")
    tea.sees("内容涉及具体个人")


def sent(handler: Walk, code: str, text: str) -> None:
    handler.go(f"/reports/{code}/")
    for place, value in (("name", "宋承远"), ("post", "会员"), ("text", text)):
        field = handler.page.locator(f"main [name$='.{place}']:visible").first
        if field.count():
            handler.fill(field, value)
    handler.open(handler.page.locator("#send button"))
    expect(handler.page.locator(".st.s-submitted:visible").first).to_be_visible()


def accepted(officer: Walk, code: str) -> None:
    officer.go(f"/inbox/?directive={code}")
    officer.press(officer.main.locator("a[href^='/submissions/']").first)
    officer.press(officer.button("Accept"))


def begun(officer: Walk, code: str) -> None:
    officer.go(f"/directives/{code}/manuscripts/")
    officer.fill(officer.page.locator("#title"), "建言汇编")
    officer.press(officer.button("Begin"))


def sorted_and_written(officer: Walk, place: str) -> None:
    """A tag for both, merged as one, a point of them, its words, and one step undone."""
    for does, words in (("Tag", "科普"), ("Merge as one", "")):
        for box in officer.main.locator("article.entry input[type=checkbox]").all():
            officer.tick(box)
        if words:
            officer.fill(officer.field("Tag for what is ticked"), words)
        officer.press(officer.page.locator(f"#pool button[value={'tag' if words else 'merge'}]"))
        assert does
    expect(officer.main.locator("article.entry")).to_have_count(1)
    officer.tick(officer.main.locator("article.entry input[type=checkbox]").first)
    officer.fill(officer.field("Heading of a new point"), "保障科普场馆运行经费")
    officer.press(officer.button("New point"))
    expect(officer.main.locator(".ms-point .chip-src")).to_have_count(2)
    officer.fill(officer.field("Heading of a new point"), "多余的要点")
    officer.press(officer.button("New point"))
    officer.press(officer.page.locator("button[name=do][value=undo]"))
    expect(officer.main.locator(".ms-point")).to_have_count(1)
    officer.press(officer.link("Edit"))
    officer.fill(officer.page.locator("#text"), "建议将运行经费列入县级预算。\n按实际开放天数核拨。")
    officer.press(officer.button("Save"))
    officer.go(place)
    officer.press(officer.main.locator("article.entry a").first)
    officer.sees(HALLS)
    officer.go(place)


def finished(officer: Walk) -> None:
    officer.press(officer.button("Finish a version"))
    officer.sees("frozen")
    with officer.page.expect_download() as taken:
        officer.page.locator("a[href*='manuscript.docx?annex=yes']").evaluate("one => one.click()")
    assert taken.value.suggested_filename == "建言汇编-1.docx"


def passed_on_and_answered(officer: Walk) -> None:
    officer.fill(officer.field("Recipient"), "省科协党组")
    officer.press(officer.button("Enter in the log"))
    officer.press(officer.link("Enter the answer"))
    officer.fill(officer.field("Answered (date)"), today().isoformat())
    officer.fill(officer.field("Text of the answer"), "已转有关部门研究。")
    officer.tick(officer.page.locator("input[name=place]").first)
    officer.press(officer.button("Enter and tell the units"))
    officer.sees("已转有关部门研究。")


def adopted(handler: Walk, code: str) -> None:
    """From the report to where its text stands, and the answer to it."""
    handler.go(f"/reports/{code}/")
    handler.press(handler.link("As it was sent"))
    handler.press(handler.link("Merged into point %(numbers)s of “%(title)s”"))
    handler.sees("已转有关部门研究。")
    handler.sees("Answer to what you suggested")


def withdrawn(handler: Walk) -> None:
    handler.press(handler.link("Withdraw it from compilations"))
    handler.sees("省科协党组")
    handler.press(handler.button("Withdraw"))
    handler.sees("Withdrawn %(at)s by %(name)s.")
