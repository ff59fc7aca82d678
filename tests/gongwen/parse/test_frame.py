import pytest

from gongwen.model import Document, Line
from gongwen.parse.frame import Frame, read_frame
from gongwen.parse.layout import lay_out

BODY = "为掌握全省学会工作情况，现就有关事项通知如下，请认真做好各项工作。"


def frame_of(*lines: str) -> Frame:
    return read_frame(lay_out(Document("txt", tuple(Line(line) for line in lines))))


def values(frame: Frame) -> tuple[str | None, str | None, list[str], list[str]]:
    return (
        frame.doc_number.value if frame.doc_number else None,
        frame.title.value if frame.title else None,
        [fact.value for fact in frame.issuers],
        [fact.value for fact in frame.addressees],
    )


def test_the_frame_of_an_official_paper() -> None:
    frame = frame_of(
        "江岚省科学技术协会文件",
        "江岚科协〔2026〕9号",
        "关于报送学会工作总结的通知",
        "各省级学会、协会，各市科协（筹）：",
        BODY,
        "江岚省科学技术协会",
        "2026年2月24日",
    )
    assert values(frame) == (
        "江岚科协〔2026〕9号",
        "关于报送学会工作总结的通知",
        ["江岚省科学技术协会"],
        ["各省级学会", "协会", "各市科协（筹）"],
    )
    assert str(frame.issued_on) == "2026-02-24"


def test_a_title_over_two_lines_is_one() -> None:
    frame = frame_of("关于征集科普作品和意见", "建议的通知", "各学会：", BODY)
    assert values(frame)[1] == "关于征集科普作品和意见建议的通知"


def test_the_office_above_a_title_without_number_belongs_to_it() -> None:
    frame = frame_of("江岚省科技厅", "关于做好统计工作的通知", "各学会：", BODY)
    assert values(frame)[1:3] == ("江岚省科技厅关于做好统计工作的通知", ["江岚省科技厅"])


def test_there_may_be_no_title() -> None:
    assert values(frame_of("各学会：", BODY)) == (None, None, [], ["各学会"])


def test_a_number_cited_in_the_text_is_not_the_papers_own() -> None:
    frame = frame_of(
        "关于报送总结的通知", "各学会：", "根据《工作要点》（江岚科协〔2025〕3号）的安排，请报送总结。"
    )
    assert frame.doc_number is None


@pytest.mark.parametrize(
    "web", ["发布时间：2026-05-28 10:22", "来源：教务处 2026-05-28", "浏览次数：31", "单位：组织部"]
)
def test_the_lines_of_a_web_page_are_neither_title_nor_date(web: str) -> None:
    frame = frame_of("关于教学检查的通知", web, "各学院：", BODY, "教务处", "2026年5月27日")
    assert values(frame)[1] == "关于教学检查的通知"
    assert values(frame)[3] == ["各学院"]
    assert str(frame.issued_on) == "2026-05-27"


def test_the_day_of_printing_is_not_the_day_of_issue() -> None:
    frame = frame_of(
        "关于报送总结的通知",
        "各学会：",
        BODY,
        "江岚省科协",
        "2026年3月16日",
        "江岚省科协办公室2026年3月17日印发",
    )
    assert str(frame.issued_on) == "2026-03-16"


def test_a_month_without_a_day_is_no_date_of_issue() -> None:
    frame = frame_of("关于报送总结的通知", "各学会：", BODY, "江岚省科协", "2026年3月")
    assert (frame.issued_on, frame.signed and frame.signed.year) == (None, 2026)


def test_several_offices_may_sign() -> None:
    frame = frame_of(
        "关于举办大赛的通知", "各学校：", BODY, "江岚省科学技术协会", "江岚省教育厅", "二〇二六年三月五日"
    )
    assert values(frame)[2] == ["江岚省科学技术协会", "江岚省教育厅"]


def test_signer_and_day_may_share_a_line() -> None:
    frame = frame_of("关于休假的通知", "各部门：", BODY, "校长办公室2026年1月8日（此件公开发布）")
    assert (values(frame)[2], str(frame.issued_on)) == (["校长办公室"], "2026-01-08")


def test_a_date_under_the_title_serves_where_nothing_else_is_signed() -> None:
    assert str(frame_of("关于休假的通知", "（2026年1月8日）", BODY).issued_on) == "2026-01-08"


def test_a_title_without_a_kind_is_doubted() -> None:
    title = frame_of("关于科普日活动安排表", "各学会：", BODY).title
    assert title is not None
    assert str(title.doubt) == "The title does not end with a kind of document."


@pytest.mark.parametrize("rubric", ["【科普】", "[通知]", "第一篇：", "第十二篇："])
def test_the_rubric_before_a_title_is_no_part_of_it(rubric: str) -> None:
    assert values(frame_of(f"{rubric}关于报送总结的通知", "各学会：", BODY))[1] == "关于报送总结的通知"


@pytest.mark.parametrize("column", ["公告通知", "政策文件通知公告", "通知公告"])
def test_the_name_of_a_column_is_passed_over_where_a_whole_title_follows(column: str) -> None:
    assert values(frame_of(column, "关于报送总结的通知", "各学会：", BODY))[1] == "关于报送总结的通知"
    assert values(frame_of(column, "各学会：", BODY))[1] == column


@pytest.mark.parametrize("channel", ["江岚科协服务号", "江岚省科协门户网站", "江岚科协移动端"])
def test_the_channels_of_an_office_issue_nothing(channel: str) -> None:
    frame = frame_of(f"{channel}文件", "江岚科协〔2026〕9号", "关于报送总结的通知", "各学会：", BODY)
    assert values(frame)[2] == []


def test_a_number_in_brackets_behind_or_below_the_title_is_the_papers_own() -> None:
    behind = frame_of("关于报送工作总结的通知（岚科函〔2026〕7号）", "各学会：", BODY)
    below = frame_of("关于报送工作总结的通知", "（岚科函〔2026〕7号）", "各学会：", BODY)
    assert values(behind)[:2] == values(below)[:2] == ("岚科函〔2026〕7号", "关于报送工作总结的通知")


def test_a_title_that_ends_on_a_kind_may_go_on_below() -> None:
    assert (
        values(frame_of("关于征集工作意见", "和建议的通知", "各学会：", BODY))[1]
        == "关于征集工作意见和建议的通知"
    )


@pytest.mark.parametrize("web", ["发布时间：2026-04-02", "来源：科普部", "作者：学会部", "浏览：25"])
def test_a_title_ends_before_the_web_line_glued_to_it(web: str) -> None:
    frame = frame_of(f"关于报送年度总结的通知{web}", "各学会：", BODY)
    assert values(frame)[1] == "关于报送年度总结的通知"


def test_navigation_above_a_title_that_begins_with_its_year_is_not_of_it() -> None:
    frame = frame_of("通知公告集团要闻专题报道", "2026年春节放假通知", "所属各单位:", BODY)
    assert values(frame)[1] == "2026年春节放假通知"


@pytest.mark.parametrize("above", ["电话:8067315 ", "邮箱:xh@example.cn ", "1.登记表 "])
def test_a_sign_off_glued_to_what_stands_above_is_found(above: str) -> None:
    frame = frame_of(
        "关于核对信息的通知", "各学会:", BODY, f"联系人:安然 {above}教务处 2026年9月6日", "打印本页    关闭"
    )
    assert [fact.value for fact in frame.issuers] == ["教务处"]
    assert str(frame.issued_on) == "2026-09-06"
