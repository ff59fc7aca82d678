"""A contest: questions from a file, rules published, played by guests with and without a script; a wrong
key on the third day, a final round."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.notices import later
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser

OPEN, OVER, FINAL = "科普知识竞答", "科学家精神知识竞答", "科学家精神知识竞答决赛"  # of the demo world
LOOKS = 200  # at a page, until the worker is through
QUESTIONS = """
学会理事会每届几年？ {=五年 ~三年 ~十年#见章程。}

下列哪些属于学会的党组织？ {~%50%本会党委 ~%50%本会党支部 ~%-100%理事会}

学会由科协主管。 {TRUE}
"""

Guest = Callable[..., Walk]


@pytest.fixture
def guest(browser: Browser, server: str) -> Iterator[Guest]:
    """A window of somebody without an account."""
    windows: list[BrowserContext] = []

    def opened(language: str = "zh-hans", width: int = 390, *, script: bool = True) -> Walk:
        window = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            java_script_enabled=script,
        )
        windows.append(window)
        window.add_cookies([{"name": "quanjing_language", "value": language, "url": server}])
        return Walk(window.new_page(), language)

    yield opened
    for window in windows:
        window.close()


def place_of(officer: Walk, name: str) -> str:
    """Where participants find a contest."""
    officer.go("/contests/")
    officer.press(officer.main.get_by_role("link", name=name, exact=True))
    place = officer.link("Page for participants").get_attribute("href")
    assert place
    return place


def answered(guest: Walk) -> list[Locator]:
    """The first choice of every question is made, every gap filled in; returns what was touched."""
    touched = []
    for field in guest.page.locator("fieldset").all():
        first = field.locator("input").first
        if first.get_attribute("type") in ("radio", "checkbox"):
            guest.tick(first)
        else:
            guest.fill(first, "不清楚")
        touched.append(first)
    return touched


@pytest.mark.parametrize("way", WAYS)
def test_questions_are_taken_in_and_a_contest_is_published(walker: AsWalker, way: str) -> None:
    officer = walker("officer", way)
    officer.go("/banks/")
    officer.fill(officer.page.locator("#name"), f"章程题库（{way}）")
    officer.press(officer.button("Open the bank"))
    file = {"name": "题库.txt", "mimeType": "text/plain", "buffer": QUESTIONS.encode()}
    officer.page.set_input_files("#file", [file])  # type: ignore[list-item]
    officer.press(officer.button("Look at the file"))
    officer.press(officer.page.locator(".qj-dock button[type=submit]"))
    officer.sees("下列哪些属于学会的党组织？")
    officer.go("/contests/new/")
    officer.fill(officer.page.locator("#id_name"), f"章程竞答（{way}）")
    officer.page.locator("#id_opens_at").fill(f"{later(1)}T09:00")
    officer.page.locator("#id_closes_at").fill(f"{later(8)}T18:00")
    officer.tick(officer.page.get_by_label(f"章程题库（{way}）"))
    officer.fill(officer.page.locator("#id_lines-0-number"), "3")
    officer.press(officer.button("Save the draft"))
    officer.press(officer.button("Publish the rules"))
    officer.sees("Published. The rules stand on its page now and do not change any more.")
    officer.press(officer.link("Page for participants"))
    expect(officer.page.locator("[data-quiz-start]")).to_have_count(0)  # not before it begins


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_key_is_put_right_on_the_third_day(
    walker: AsWalker, guest: Guest, start_worker: Callable[[], None], way: str
) -> None:
    officer = walker("officer", way)
    place = place_of(officer, OPEN)
    player = guest(officer.language)
    question, chosen = played(player, place)
    before = player.page.locator("section[aria-labelledby=mine] .num").inner_text()
    officer.go("/contests/")
    officer.press(officer.main.get_by_role("link", name=OPEN, exact=True))
    officer.press(officer.page.locator("section[aria-labelledby=numbers]").get_by_role("link", name=question))
    own = officer.main.get_by_role("radio", name=chosen, exact=True)
    other = officer.main.locator("input[type=radio]:not(:checked)").first.get_attribute("value")
    officer.pick(officer.main.locator(f"input[type=radio][value='{other}']") if own.is_checked() else own)
    officer.fill(officer.page.locator("#reason"), f"与教材不符（{way}）")
    officer.press(officer.button("Put it right and mark all attempts again"))
    officer.sees("Attempts are being marked again.")
    start_worker()
    done = officer.say("%(attempts)s attempts were marked again, %(changed)s scores changed.")
    notice = player.page.locator(".qj-note").filter(has_text=f"与教材不符（{way}）")
    for _look in range(LOOKS):
        player.go(place)
        if notice.filter(has_text=done).count():
            break
    expect(notice).to_contain_text(done)
    player.go(place)  # the page before may have read the scores while they were written
    own_score = player.page.locator("section[aria-labelledby=mine] .num")
    expect(own_score).to_have_count(1)
    expect(own_score).not_to_have_text(before)
    officer.go(place)
    officer.sees(f"与教材不符（{way}）")


def played(player: Walk, place: str) -> tuple[str, str]:
    """An attempt of a guest; returns a question with one answer and the answer that was given."""
    player.go(place)
    player.open(player.button("Begin the attempt"))
    expect(player.page.locator("fieldset")).to_have_count(8)
    answered(player)
    asked = player.page.locator("fieldset").filter(has=player.page.locator("input[type=radio]")).first
    question = asked.locator("legend").inner_text().split(". ", 1)[1]
    chosen = asked.locator("label").filter(has=player.page.locator(":checked")).inner_text().strip()
    player.open(player.button("Hand in"))
    player.sees("Your score")
    player.press(player.link("Back"))
    return question, chosen


@pytest.mark.parametrize("way", WAYS)
def test_a_final_round_is_made_and_its_best_are_invited(walker: AsWalker, guest: Guest, way: str) -> None:
    officer = walker("officer", way)
    officer.go("/contests/new/")
    officer.fill(officer.page.locator("#id_name"), f"科学家精神总决赛（{way}）")
    officer.page.locator("#id_opens_at").fill(f"{later(1)}T09:00")
    officer.page.locator("#id_closes_at").fill(f"{later(1)}T18:00")
    officer.tick(officer.page.get_by_label("科普与科学家精神题库"))
    final_of = officer.page.locator("#id_final_of")
    over = final_of.locator("option").filter(has_text=re.compile(f"^{OVER}$"))
    officer.choose(final_of, over.get_attribute("value") or "")
    officer.fill(officer.page.locator("#id_finalists"), "2")
    officer.fill(officer.page.locator("#id_lines-0-number"), "3")
    officer.press(officer.button("Save the draft"))
    officer.press(officer.button("Publish the rules"))
    officer.press(officer.button("Invite the best of the round before"))
    officer.sees("%(count)d take part in the final round.")
    officer.press(officer.link("Page for participants"))
    officer.sees(re.compile(OVER))
    stranger = guest(officer.language)
    stranger.go(officer.page.url)
    stranger.sees("This round is for those who were among the best of the round before.")


@pytest.mark.parametrize("way", WAYS)
def test_one_of_the_best_plays_the_final_round(walker: AsWalker, guest: Guest, way: str) -> None:
    place = place_of(walker("officer"), OVER)
    best = walker("handler", way)
    best.go(place)
    best.sees("Yours: place %(place)s, score %(score)s.")
    best.press(best.main.get_by_role("link", name=FINAL, exact=True))
    best.sees("You are among those who take part in this round.")
    final = best.page.url
    best.open(best.button("Begin the attempt"))
    expect(best.page.locator("fieldset")).to_have_count(8)
    answered(best)
    best.open(best.button("Hand in"))
    best.sees("Your score")
    stranger = guest(best.language)
    stranger.go(final)
    stranger.sees("This round is for those who were among the best of the round before.")
    expect(stranger.page.locator("[data-quiz-start]")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_guest_reloads_in_the_middle_and_hands_in_over_a_lost_connection(
    walker: AsWalker, guest: Guest, language: str
) -> None:
    place = place_of(walker("officer"), OPEN)
    player = guest(language)
    player.go(place)
    player.open(player.button("Begin the attempt"))
    expect(player.page.locator("fieldset")).to_have_count(8)
    player.look()
    answered(player)
    before = answers_of(player)
    player.go(place)
    player.open(player.button("Go on with your attempt"))
    expect(player.page.locator("fieldset")).to_have_count(8)
    assert answers_of(player) == before
    player.page.context.set_offline(True)
    player.open(player.button("Hand in"))
    player.sees("The answer did not get through; it is tried again.")
    player.page.context.set_offline(False)
    player.sees("Your score")
    player.press(player.link("Back"))
    player.sees("Your attempts")
    expect(player.page.locator("section[aria-labelledby=mine] li")).to_have_count(1)


def answers_of(player: Walk) -> list[object]:
    given: list[object] = player.page.locator("fieldset input").evaluate_all(
        "all => all.map(one => one.type === 'text' ? one.value : one.checked)"
    )
    assert any(given)
    return given


def test_without_a_script_the_server_draws_and_takes_the_paper(walker: AsWalker, guest: Guest) -> None:
    place = place_of(walker("officer"), OPEN)
    player = guest(script=False)
    player.page.goto(place)
    player.page.locator("[data-quiz-start] button").click()
    expect(player.page.locator("fieldset")).to_have_count(8)
    answered(player)
    player.page.get_by_role("button", name=player.say("Hand in")).click()
    own = player.page.locator("section[aria-labelledby=mine] li")
    expect(own).to_have_count(1)
    own.get_by_role("link").click()
    expect(player.page.locator("fieldset:disabled")).to_have_count(8)
    player.sees("What is right, and why, is shown when the contest is over.")


def test_results_stand_on_the_page_when_the_contest_is_over(walker: AsWalker, guest: Guest) -> None:
    place = place_of(walker("officer"), OVER)
    for language in ("zh-hans", "en"):
        reader = guest(language, 1280)
        reader.go(place)
        expect(reader.page.locator("section[aria-labelledby=results] tbody tr")).to_have_count(30)
        reader.sees("晨光")
