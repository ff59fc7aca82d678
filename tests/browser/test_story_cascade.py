"""A provincial plan goes down the tree, and what the units report comes back up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.notices import NUMBERS, campaign, hand_in, later, plan, publish, settle
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser

CITY, OTHER_CITY, SOCIETY = "岚州市科学技术协会", "汀浦市科学技术协会", "岚州市园艺学会"


@pytest.mark.parametrize("way", WAYS)
def test_a_plan_goes_down_and_comes_back(walker: AsWalker, way: str) -> None:
    officer, city, society = walker("officer", way), walker("city", way), walker("s901-1", way)
    code = hand_in(officer, plan(way))
    settle(officer)
    publish(officer, code, "association:city")
    own = passed_on(city, code)
    publish(city, own, "society:city")
    reported(society, own)
    accepted(city, own)
    rolled_up(city, code)
    stopped(officer, code)


def test_what_goes_wrong_on_the_way(walker: AsWalker) -> None:
    """A later inner date, a unit named twice, an erratum, another basis: each is seen and settled."""
    officer, city = walker("officer"), walker("city")
    codes = []
    for place, text in enumerate((plan("zh"), campaign("zh"))):
        number = f"{NUMBERS['zh'] + 1 - place}号"
        codes.append(hand_in(officer, text.replace(number, f"{90 + place}号")))
        settle(officer)
        publish(officer, codes[-1], "association:city")
    code, second = codes
    own = passed_on(city, code)
    another_basis(city, own, second)
    later_than_the_superior(city, own)
    named_twice(officer, code)
    corrected(officer, code)
    told(city, code)


def test_a_duty_is_counted(walker: AsWalker) -> None:
    officer, handler = walker("officer"), walker("handler")
    officer.go("/duties/new/")
    for name, value in (("name", "开展一次组织生活"), ("first_on", later(-30)), ("last_on", later(90))):
        officer.fill(officer.page.locator(f"#id_{name}"), value)
    officer.choose(officer.page.locator("#id_level"), "provincial")
    officer.press(officer.button("Count first"))
    officer.press(officer.button("Set it and tell the units"))
    handler.go(officer.page.url)
    expect(handler.page.locator(".rate").first).to_have_text(re.compile(r"0\s*/\s*1"))
    handler.fill(handler.page.locator("#id_happened_on"), later(-3))
    handler.fill(handler.page.locator("#id_note"), "组织生活会，主题为服务茶农")
    handler.press(handler.button("Record it"))
    expect(handler.page.locator(".rate").first).to_have_text(re.compile(r"1\s*/\s*1"))


def passed_on(city: Walk, code: str) -> str:
    """Received by one press, then passed on with five days kept; returns the code of the own notice."""
    city.go(f"/directives/{code}/")
    city.press(city.button("Confirm receipt"))
    city.fill(city.field("Days kept before the superior's date"), "5")
    city.press(city.button("Pass on to own units"))
    city.sees("superior's date")
    city.sees("inner date")
    return city.page.url.rstrip("/").rsplit("/", 1)[-1]


def another_basis(city: Walk, own: str, second: str) -> None:
    """Items of a second superior notice, and one of one's own."""
    city.go(f"/directives/{own}/")
    city.choose(city.field("Take over the items of another superior notice"), second)
    city.press(city.button("Take over"))
    city.sees("迎大会")
    form = city.page.locator("form[action$='/tasks/add/']")
    city.fill(city.field("An item of one's own", form), "报送本市科普站点名单")
    city.fill(city.field("Date", form), later(20))
    city.press(city.button("Add", form))
    city.sees("报送本市科普站点名单")


def later_than_the_superior(city: Walk, own: str) -> None:
    """A date after the superior's is not published without a reason."""
    card = city.page.locator(".qj-task[id^=deadline-]").filter(has_text="2").first
    city.open(city.button("Change date", card))
    form = city.page.locator("form[hx-post$='/deadline/']")
    form.locator("input[name=due]").fill(later(70))
    with city.page.expect_response("**/deadline/"):
        form.get_by_role("button", name=str(city.say("Save"))).click()
    city.go(f"/directives/{own}/publish/")
    expect(city.page.locator("#override")).to_be_visible()
    city.press(city.button("Publish"))
    expect(city.page.locator("#override")).to_be_visible()
    city.fill(city.page.locator("#override"), "与省科协沟通后延后")
    city.press(city.button("Publish"))
    city.sees("与省科协沟通后延后")


def reported(society: Walk, own: str) -> None:
    """A society writes its text once and sends what is complete."""
    society.go(f"/reports/{own}/")
    society.fill(society.page.locator("main textarea").first, "本会实施方案：走访六个村的科普站点。")
    society.open(society.page.locator("#send button"))
    expect(society.page.locator(".st.s-submitted:visible").first).to_be_visible()
    society.look()


def accepted(city: Walk, own: str) -> None:
    city.go(f"/inbox/?directive={own}")
    city.press(city.main.locator("a[href^='/submissions/']").first)
    city.press(city.button("Accept"))


def rolled_up(city: Walk, code: str) -> None:
    """What came from below is the city's own report, with its source; nothing is typed again."""
    city.go(f"/reports/{code}/")
    city.press(city.link("Roll up from own units"))
    expect(city.page.locator("input[name=entry]").first).to_be_checked()
    city.press(city.button("Take over what is ticked"))
    expect(city.page.locator("main textarea").first).to_have_value(re.compile("走访六个村的科普站点"))
    city.open(city.page.locator("#send button"))
    expect(city.page.locator(".st.s-submitted:visible").first).to_be_visible()


def stopped(officer: Walk, code: str) -> None:
    """Who passed it on, and where it went no further."""
    officer.go(f"/directives/{code}/chain/")
    rows = officer.page.locator("tbody tr")
    expect(rows.filter(has_text=CITY).get_by_role("link")).to_have_count(2)
    expect(rows.filter(has_text=OTHER_CITY)).to_contain_text(officer.say("stopped here"))
    officer.press(officer.main.get_by_role("link", name=CITY))
    officer.sees(SOCIETY)


def named_twice(officer: Walk, code: str) -> None:
    """The long and the short name of one unit: joining them is offered."""
    for name, role in (("江岚省科协", "lead"), ("江岚省科学技术协会", "support")):
        officer.go(f"/directives/{code}/matrix/")
        officer.fill(officer.page.locator("#new-unit"), name)
        officer.choose(officer.page.locator("select[name$=':new']").first, role)
        officer.press(officer.button("Save"))
    officer.press(officer.main.locator("form[action$='/merge/'] button").first)
    expect(officer.page.locator("form[action$='/merge/']")).to_have_count(0)


def corrected(officer: Walk, code: str) -> None:
    """Old and new side by side with the units touched, before and after."""
    officer.go(f"/directives/{code}/erratum/")
    name = officer.page.locator("input[name$='.name']").first
    officer.fill(name, "制定并报送实施方案")
    officer.fill(officer.page.locator("#id_reason"), "名称漏字")
    officer.press(officer.button("Look at the changes"))
    expect(officer.page.locator("#diff")).to_have_text(re.compile("2"))
    officer.press(officer.button("Make the erratum"))
    officer.sees("名称漏字")


def told(city: Walk, code: str) -> None:
    city.go(f"/directives/{code}/versions/")
    city.sees("制定并报送实施方案")
    city.sees("名称漏字")
