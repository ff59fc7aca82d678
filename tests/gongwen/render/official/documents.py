"""Documents of every kind by invented agencies."""

from __future__ import annotations

from datetime import date

from gongwen.official import (
    Annex,
    Attendance,
    Form,
    Grid,
    Head,
    Heading,
    Imprint,
    OfficialDocument,
    SignOff,
    Text,
    Urgency,
)

AGENCY = "示例省科学技术协会"
DAY = date(2026, 1, 5)
SENTENCE = "各单位要结合实际认真组织学习，及时梳理工作中的做法和问题，按照要求报送有关材料。"
PARTS = (
    Text("为深入学习贯彻会议精神，现就报送学习情况有关事项通知如下。" + SENTENCE * 3),
    Heading(1, "报送内容"),
    Heading(2, "学习情况"),
    Text(SENTENCE * 2),
    Heading(2, "意见建议。", follows=SENTENCE),
    Heading(3, "科技工作者的意见。", follows="每条意见说明“问题—原因—建议”，不超过1000字。"),
    Heading(4, "与本领域有关的意见；"),
    Heading(4, "与学会工作有关的意见。"),
    Heading(1, "报送方式"),
    Text("请于2026年1月20日前将材料发送至kexie@example.org。"),
    Text("特此通知。"),
)
GRID = Grid(
    ("序号", "单位", "学习场次", "参加人数", "主要做法"),
    tuple(
        (str(n), f"示例省第{n}学会", str(n % 7), str(n * 13), "组织集中学习和专题研讨，报送意见建议。")
        for n in range(1, 9)
    ),
    (1, 4, 2, 2, 6),
)
IMPRINT = Imprint(("示例省委社会工作部", "示例省民政厅", "各设区市科协"), f"{AGENCY}办公室", date(2026, 1, 6))
ANNEXES = (
    Annex("学习情况统计表", (GRID,), landscape=True),
    Annex("科技工作者意见建议征集表（样式）及有关填写要求和报送说明的补充", (Text(SENTENCE),)),
)


def red_head(**changes: object) -> OfficialDocument:
    values = {
        "form": Form.RED_HEAD,
        "title": "示例省科学技术协会关于开展学习贯彻会议精神情况报送工作的通知",
        "head": Head(AGENCY + "文件"),
        "number": "示科协发〔2026〕3号",
        "addressees": ("各设区市科协", "各省级学会、协会、研究会"),
        "parts": PARTS,
        "annexes": ANNEXES,
        "sign_off": SignOff((AGENCY,), DAY),
        "notes": ("联系人：林一舟，电话：010-55550101",),
        "imprint": IMPRINT,
        "words": (AGENCY,),
    }
    return OfficialDocument(**(values | changes))  # type: ignore[arg-type]


def notice() -> OfficialDocument:
    return red_head(
        form=Form.PLAIN, head=Head(), sign_off=SignOff((AGENCY,), DAY, sealed=False), imprint=None
    )


def upward() -> OfficialDocument:
    return red_head(
        title="示例省科学技术协会关于报送征集结果的报告",
        head=Head(AGENCY + "文件", ("周可",), Urgency.EXTRA),
        addressees=("示例省委",),
        annexes=(Annex("意见建议汇总表"),),
    )


def letter() -> OfficialDocument:
    return red_head(
        form=Form.LETTER,
        title="示例省科学技术协会关于商请协助开展调研的函",
        head=Head(AGENCY),
        addressees=("示例大学",),
        annexes=(),
        parts=PARTS,
    )


def minutes() -> OfficialDocument:
    return red_head(
        form=Form.MINUTES,
        title="科技社团党委2026年第一次会议纪要",
        head=Head(f"{AGENCY}科技社团党委会议纪要"),
        number="第1期",
        addressees=(),
        annexes=(),
        notes=(),
        sign_off=None,
        attendance=(
            Attendance(
                "出席",
                "林一舟、周可、陈示例（示例省科协）、王样本（示例省茶叶学会）、李模范、赵参考、钱举例（示例省农学会）",
            ),
            Attendance("请假", "孙示范"),
            Attendance("列席", "吴参考"),
        ),
    )


def bulletin() -> OfficialDocument:
    return red_head(
        title="示例省科学技术协会关于学习贯彻情况征集结果的通报",
        parts=(
            Text(SENTENCE),
            Heading(1, "总体情况"),
            Text(SENTENCE * 2),
            GRID,
            Heading(1, "下一步工作"),
            Text(SENTENCE),
        ),
        annexes=(),
    )


def table() -> OfficialDocument:
    return OfficialDocument(
        Form.TABLE,
        "2026年学习贯彻情况汇总表",
        parts=(GRID,),
        sign_off=SignOff((AGENCY,), DAY),
        notes=("数据截至2026年1月4日",),
    )


ALL = {
    "red_head": red_head,
    "notice": notice,
    "upward": upward,
    "letter": letter,
    "minutes": minutes,
    "bulletin": bulletin,
    "table": table,
}
