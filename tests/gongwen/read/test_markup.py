import pytest

from gongwen.facade import read_text
from gongwen.read.markup import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各学会：<br/>请报送&nbsp;总结", "各学会：\n请报送 总结"),
        ("<p style=\"text-indent:2em;\" class='a'><span>一、时间</span></p>", "一、时间\n"),
        ("<tr><td>姓名</td><td width=30>单位</td></tr>", "姓名\t单位\t\n"),
        ("&ldquo;双百&rdquo;&amp;nbsp;活动&#12290;", "“双百” 活动。"),
        ("产值<b值，a<b 且 c>d，x<=3", "产值<b值，a<b 且 c>d，x<=3"),
        ("&lt;报名表&gt;", "＜报名表＞"),
        ("AT&T;，a&b", "AT&T;，a&b"),
    ],
)
def test_what_a_web_page_left_is_no_text(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_text_with_tags_is_read_like_one_without() -> None:
    notice = read_text(
        "关于报送总结的通知<br/>各学会：<br />&nbsp;&nbsp;&nbsp;&nbsp;请于2026年9月15日前将总结报送学会部。"
        "<br&nbsp;/>江岚省科协<br/>2026年9月1日"
    )
    assert notice.title is not None
    assert notice.title.value == "关于报送总结的通知"
    assert [fact.value for fact in notice.issuers] == ["江岚省科协"]
    assert len(notice.tasks) == 1
