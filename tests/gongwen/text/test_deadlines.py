import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Deadline, DeadlineKind, Recurrence
from gongwen.text.deadlines import find_deadlines
from gongwen.text.resolve import Base
from gongwen.text.widths import fold

BASE = Base(date(2026, 10, 17), 2026)


def found(text: str, base: Base = BASE, *, loose: bool = False) -> list[Deadline]:
    return find_deadlines(fold(text), (0, len(text)), base, loose=loose)


@pytest.mark.parametrize(
    ("text", "phrase", "due"),
    [
        ("截止时间：2026年10月24日", "2026年10月24日", date(2026, 10, 24)),
        ("请于11月15日前报送", "11月15日前", date(2026, 11, 15)),
        ("请于10月底前完成", "10月底前", date(2026, 10, 31)),
        ("11月上旬前完成", "11月上旬前", date(2026, 11, 10)),
        ("11月中旬前完成", "11月中旬前", date(2026, 11, 20)),
        ("2027年底前建成", "2027年底前", date(2027, 12, 31)),
        ("年底前报省科协", "年底前", date(2026, 12, 31)),
        ("明年3月底前完成", "明年3月底前", date(2027, 3, 31)),
        ("次年1月10日前上报", "次年1月10日前", date(2027, 1, 10)),
        ("请于本月底前报送", "本月底前", date(2026, 10, 31)),
        ("下月5日前报送", "下月5日前", date(2026, 11, 5)),
        ("第四季度末前完成", "第四季度末前", date(2026, 12, 31)),
        ("2026-11-15前报送", "2026-11-15前", date(2026, 11, 15)),
        ("2026.11.3前报送", "2026.11.3前", date(2026, 11, 3)),
        ("二〇二六年十一月十五日前报送", "二〇二六年十一月十五日前", date(2026, 11, 15)),
        ("报名截至日期为11月6日", "11月6日", date(2026, 11, 6)),
        ("到2028年底，全部建成", "2028年底", date(2028, 12, 31)),
        ("2027年全面推广电子证照", "2027年", date(2027, 12, 31)),
        ("12月30日下班前发至邮箱", "12月30日下班前", date(2026, 12, 30)),
    ],
)
def test_the_last_day_in_time(text: str, phrase: str, due: date) -> None:
    assert [(deadline.text, deadline.due) for deadline in found(text)] == [(fold(phrase), due)]


@pytest.mark.parametrize(
    "text",
    [
        "该法已于2016年12月25日通过，自2018年1月1日起施行",
        "2025年被评选为优秀的学会",
        "截至2026年6月底，全省共有学会一百家",
        "压缩至5个工作日以内",
        "每月5000元的补贴",
        "印发《2027年底前建设规划》",
        "7月26日至27日召开了会议",
        "前期工作",
    ],
)
def test_a_date_that_sets_nothing_is_no_deadline(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "opens", "due"),
    [
        ("请于11月1日至10日报名", date(2026, 11, 1), date(2026, 11, 10)),
        ("从12月1日到次年1月15日办理", date(2026, 12, 1), date(2027, 1, 15)),
        ("即日起至11月30日", date(2026, 10, 17), date(2026, 11, 30)),
        ("报名时间：2026年12月20日—1月8日", date(2026, 12, 20), date(2027, 1, 8)),
    ],
)
def test_windows_have_a_first_and_a_last_day(text: str, opens: date, due: date) -> None:
    assert [(d.kind, d.opens, d.due) for d in found(text)] == [(DeadlineKind.WINDOW, opens, due)]


def test_a_bracket_of_a_heading_needs_no_word_for_before() -> None:
    (window,) = found("（11月中旬至明年3月）", loose=True)
    assert (window.opens, window.due) == (date(2026, 11, 11), date(2027, 3, 31))


def test_from_a_month_on_has_no_last_day() -> None:
    (rolling,) = found("11月以后", loose=True)
    assert (rolling.kind, rolling.opens, rolling.due) == (DeadlineKind.ROLLING, date(2026, 11, 1), None)


def test_the_second_phrase_takes_its_year_from_the_first() -> None:
    dues = [deadline.due for deadline in found("2027年6月底前出台政策，12月底前全面落实")]
    assert dues == [date(2027, 6, 30), date(2027, 12, 31)]


def test_a_month_long_before_a_notice_of_the_autumn_is_next_years() -> None:
    assert found("请于1月10日前报送")[0].due == date(2027, 1, 10)


def test_without_any_year_the_day_stays_open() -> None:
    (deadline,) = found("请于9月15日前报送", Base())
    assert (deadline.due, deadline.inferred) == (None, ("year",))


def test_what_the_phrase_does_not_give_is_named() -> None:
    assert found("请于年底前报送")[0].inferred == ("year", "month", "day")


def test_clock_times_are_kept() -> None:
    (deadline,) = found("请于11月5日（星期四）下午5点前报送")
    assert (deadline.due, deadline.time) == (date(2026, 11, 5), "17:00")


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("请于11月10日前报初稿，20日前报终稿", ["2026-11-10", "2026-11-20"]),
        ("2026年11月底前出台，次年3月底前评估", ["2026-11-30", "2027-03-31"]),
        ("第一批申报截止时间为11月1日，第二批申报截止时间为12月1日", ["2026-11-01", "2026-12-01"]),
        ("于10月底、11月底、12月底前分别报送", ["2026-10-31", "2026-11-30", "2026-12-31"]),
        ("电子版于10月31日24:00前发送，纸质版于11月3日前寄出", ["2026-10-31", "2026-11-03"]),
        ("2019年印发了办法。请于11月10日前报送", ["2026-11-10"]),
        ("11月1日完成动员，11月底前完成检查，年底前总结", ["2026-11-30", "2026-12-31"]),
    ],
)
def test_several_deadlines_of_one_sentence(text: str, dues: list[str]) -> None:
    assert [str(deadline.due) for deadline in found(text)] == dues


@pytest.mark.parametrize(
    "text", ["自发文之日起10日内报送", "请于20日前报送", "请于国庆节前报送", "下周五前报送", "请于35日前报送"]
)
def test_without_the_day_of_the_notice_nothing_is_counted_from_it(text: str) -> None:
    assert [deadline.due for deadline in found(text, Base())] == [None]


@pytest.mark.parametrize(
    "text", ["自发文之日起10个工作日内报送", "自发文之日起3个月内报送", "请于35日前报送"]
)
def test_a_day_that_no_calendar_has_stays_open(text: str) -> None:
    assert [deadline.due for deadline in found(text, Base(date.max, 9999))] == [None]


def test_the_last_working_day_of_a_week_is_its_end() -> None:
    assert found("请于本周底前报送", Base(date(2026, 3, 2), 2026))[0].due == date(2026, 3, 6)


def test_another_day_of_what_recurs_every_year_recurs_too() -> None:
    text = "每年1月10日前报送总结，7月10日前报送半年总结"
    assert [(d.text, d.recurrence) for d in found(text)] == [
        ("每年1月10日前", Recurrence.YEARLY),
        ("7月10日前", Recurrence.YEARLY),
    ]


def test_a_phrase_with_blanks_stands_where_it_is_printed() -> None:
    text = "请于 2026 年 11 月 5 日 前报送"
    (deadline,) = found(text)
    assert text[slice(*deadline.span)] == "2026 年 11 月 5 日 前"


@pytest.mark.parametrize("text", ["11月6日前修订", "2027年11月6日起施行", "11月6日印发"])
def test_a_bracket_that_cites_a_document_sets_nothing(text: str) -> None:
    assert [d.text for d in found(text, loose=True)] == (["11月6日前"] if "前" in text else [])


@pytest.mark.parametrize("text", ["20日前", "3个工作日内", "周三", "每日"])
def test_what_a_person_marks_needs_no_words_around_it(text: str) -> None:
    assert (len(found(text, loose=True)), found(f"甲{text}乙")) == (1, [])


def test_a_meeting_has_its_first_and_its_last_day() -> None:
    (meeting,) = found("年会定于2026年12月8日至10日在云溪市举行")
    assert (meeting.opens, meeting.due) == (date(2026, 12, 8), date(2026, 12, 10))


def test_an_event_is_kept_by_its_name() -> None:
    (deadline,) = found("于代表大会胜利召开前完成学习")
    assert (deadline.kind, deadline.text, deadline.event) == (
        DeadlineKind.EVENT,
        "代表大会胜利召开前",
        "代表大会召开",
    )


def test_working_days_after_receipt_have_no_day() -> None:
    (deadline,) = found("收到通知后5个工作日内报送")
    assert (deadline.kind, deadline.offset_workdays, deadline.due) == (DeadlineKind.RELATIVE, 5, None)


def test_working_days_after_the_issue_have_one() -> None:
    assert found("自本通知印发之日起10个工作日内报送")[0].due == date(2026, 10, 30)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("每月25日前报送", Recurrence.MONTHLY),
        ("每季度末报送", Recurrence.QUARTERLY),
        ("每年组织一次", Recurrence.YEARLY),
        ("每周五例会，每周报送", Recurrence.WEEKLY),
        ("实行每日报告", Recurrence.DAILY),
    ],
)
def test_rhythms(text: str, rhythm: Recurrence) -> None:
    assert found(text)[0].recurrence == rhythm


def test_all_year_round_is_rolling() -> None:
    assert [d.kind for d in found("申报时间：常年申报")] == [DeadlineKind.ROLLING]


def test_the_corrected_date_counts_and_the_old_one_does_not() -> None:
    assert [d.due for d in found("原定10月20日前报送，现延期至10月31日")] == [date(2026, 10, 31)]


@given(
    st.text(alphabet="上下本周月末底前国庆春节2日天内后收到通知之起半每9年明", max_size=40),
    st.one_of(st.none(), st.dates()),
)
def test_no_day_of_a_notice_is_too_early_or_too_late(text: str, day: date | None) -> None:
    base = Base(day, day.year if day else None)
    assert all(deadline.text for deadline in found(text, base))


@given(st.text(alphabet="2026年月日前至-1一二十底上中下旬每于请，。（）截止时间：", max_size=60))
def test_deadlines_lie_in_the_text_in_order_and_never_end_before_they_open(text: str) -> None:
    deadlines = found(text)
    spans = [deadline.span for deadline in deadlines]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all(d.opens <= d.due for d in deadlines if d.opens and d.due)


@pytest.mark.parametrize(
    ("text", "due"),
    [("上半年前完成", date(2027, 6, 30)), ("下半年前完成", date(2027, 12, 31)), ("年内完成", None)],
)
def test_halves_of_a_year(text: str, due: date | None) -> None:
    deadlines = found(text, Base(date(2027, 2, 1), 2027))
    assert [deadline.due for deadline in deadlines] == [due or date(2027, 12, 31)]
