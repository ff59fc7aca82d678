"""Suggestions of societies that become a manuscript: sorted, written, passed on, answered, written on."""

from __future__ import annotations

from collections.abc import Iterator

from quanjing.cli.demo import texts
from quanjing.cli.demo.scene import (
    Scene,
    answering,
    assignment_of,
    hand_out,
    register,
    run_jobs,
    send,
    societies_of,
    task_of,
)
from quanjing.cli.demo.tales import answering_societies
from quanjing.foundation.actor import Actor
from quanjing.likeness.actions import take_in
from quanjing.manuscripts.actions import (
    AnswerGiven,
    Sent,
    add_point,
    add_sources,
    edit_point,
    enter_answer,
    finish,
    forward,
    merge_entries,
    open_compilation,
    tag_entries,
)
from quanjing.manuscripts.models import Compilation
from quanjing.submissions.actions import accept

TITLE = "科技工作者建言汇编"
RECIPIENT = "江岚省科学技术协会党组"
SUGGESTED = (
    (
        "宋承远",
        "会员",
        "乡镇科普场馆“建得起、用不起”，年运行费没有着落。建议把运行经费列入县级预算，按实际开放天数核拨。"
        "年底由科协会同财政部门核对开放记录，结余转入下一年度使用。",
    ),
    ("韩予舟", "会员", "社区急救培训师资不足。建议由相关学会统一教材，医院每月轮派护理人员到社区培训一次。"),
    (
        "叶青禾",
        "理事",
        "县以下科普馆普遍缺运行费。建议把运行经费列入县级预算，按实际开放天数核拨。"
        "年底由科协会同财政部门核对开放记录，结余转入下一年度使用。也可与农技站合用场地。",
    ),
    ("柏景行", "理事", "中小学地理课缺少本地数据。建议开放低精度地形数据供教学使用，并附使用说明。"),
    ("陆闻溪", "会员", "青年科技工作者评职称时，科普作品认定标准不一。建议明确科普作品的认定办法。"),
    ("顾南屏", "会员", "林区科普点冬季无人值守。建议由护林站兼管，并给予少量补助。"),
    ("许知遥", "理事", "学会之间重复办会。建议建立年度学术会议目录，相近主题联合举办。"),
    ("沈雁秋", "会员", "慢性病饮食指导材料少。建议编印图册，优先配送社区食堂和养老服务站。"),
)
POINTS = (
    ("保障基层科普场馆运行经费", "一些乡镇科普场馆“建得起、用不起”。建议将运行经费列入县级预算，"
     "按实际开放天数核拨；有条件的，可与农技站合用场地。", (0,), "科普资源"),
    ("推动急救和健康科普进社区", "建议由相关学会统一急救培训教材，医院每月轮派护理人员到社区培训一次。\n"
     "编印慢性病饮食指导图册，优先配送社区食堂和养老服务站。", (1, 7), "健康科普"),
    ("开放科学数据服务教学", "建议开放低精度地形数据供中小学地理课使用，并附使用说明。", (3,), "科学数据"),
)  # fmt: skip


def suggestions(scene: Scene) -> Iterator[int]:
    """A manuscript in work: its first version was passed on and answered in part."""
    yield -58
    officer = scene.officer
    text = texts.suggestions(5, scene.day(-58), scene.day(-45))
    directive = hand_out(officer, register(officer, text), societies_of(scene))
    task = task_of(directive)
    yield -50
    codes = []
    for (body, actor), (name, post, words) in zip(
        answering_societies(scene, len(SUGGESTED)), SUGGESTED, strict=False
    ):
        said = answering(text=words, 姓名=name, 职务=post)
        submission = send(actor, assignment_of(task, body), said)
        codes += list(submission.entries.values_list("code", flat=True))
        accept(actor=officer, submission=submission)
    take_in(lambda _done, _total: None)
    yield -40
    compilation = open_compilation(actor=officer, directive=directive, title=TITLE)
    merge_entries(actor=officer, compilation=compilation, entries=[codes[0], codes[2]])
    _write(officer, compilation, codes)
    version = finish(actor=officer, compilation=compilation)
    run_jobs()
    yield -38
    went = forward(actor=officer, version=version, sent=Sent(RECIPIENT, scene.day(-38), "exchange"))
    yield -9
    words = "所提建议已转有关部门研究，拟在明年科普经费安排中统筹考虑。"
    enter_answer(actor=officer, forward=went, given=AnswerGiven(scene.day(-9), words, [1]))
    yield -4
    point = add_point(actor=officer, compilation=compilation, title="护林站兼管林区科普点")
    add_sources(actor=officer, compilation=compilation, code=point.code, entries=[codes[5]])
    run_jobs()


def _write(officer: Actor, compilation: Compilation, codes: list[str]) -> None:
    for title, text, places, tag in POINTS:
        entries = [codes[place] for place in places]
        tag_entries(actor=officer, compilation=compilation, name=tag, entries=entries)
        point = add_point(actor=officer, compilation=compilation, title=title, entries=entries)
        edit_point(
            actor=officer,
            compilation=compilation,
            code=point.code,
            title=title,
            text=text,
            version=point.version,
        )
