"""The set phrases of official documents by kind."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.official import Form, Kind


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind begins and ends; `title` takes agency and subject, `opening` leads on to the items."""

    form: Form
    title: str
    head: str = ""  # takes the agency
    opening: str = ""
    closing: str = ""


WORDINGS = {
    Kind.NOTICE: Wording(
        Form.PLAIN, "{agency}关于{subject}的通知", opening="现将有关事项通知如下。", closing="特此通知。"
    ),
    Kind.RED_HEAD_NOTICE: Wording(
        Form.RED_HEAD, "{agency}关于{subject}的通知", "{agency}文件", "现将有关事项通知如下。", "特此通知。"
    ),
    Kind.LETTER: Wording(
        Form.LETTER, "{agency}关于{subject}的函", "{agency}", "现将有关事项函告如下。", "特此函达。"
    ),
    Kind.MINUTES: Wording(
        Form.MINUTES, "{subject}会议纪要", "{agency}会议纪要", "现将会议议定事项纪要如下。"
    ),
    Kind.BULLETIN: Wording(
        Form.RED_HEAD, "{agency}关于{subject}的通报", "{agency}文件", "现将有关情况通报如下。", "特此通报。"
    ),
    Kind.COVER_NOTE: Wording(
        Form.LETTER, "{agency}关于报送{subject}的函", "{agency}", "现将有关材料报上。", "特此函达。"
    ),
    Kind.SUMMARY_TABLE: Wording(Form.TABLE, "{subject}汇总表"),
    Kind.STATISTICS_TABLE: Wording(Form.TABLE, "{subject}统计表"),
}
REPORT = Wording(  # a cover note that somebody signs, as what goes upward under a red head must be
    Form.RED_HEAD, "{agency}关于报送{subject}的报告", "{agency}文件", "现将有关材料报上。", "特此报告。"
)
BASIS = "根据{titles}{wanted}，"
BASIS_WANTED = "要求"
TITLE_MARKS = "《{title}》"
NUMBERED = "（{number}）"
DUE = "请于{due}前报送{things}。"
DUE_ONLY = "完成时限：{due}。"
THINGS_ONLY = "请报送{things}。"
AUDIENCE = "本项面向{audience}。"
CONTACT = "联系人：{name}"
PHONE = "电话：{phone}"
MAIL = "电子邮箱：{mail}"
JOIN, STOPS = "，", "。；！？："
