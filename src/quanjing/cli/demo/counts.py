"""What a secretary adds to the work log, and snapshots of the panorama before and after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quanjing.cli.demo.scene import Scene
from quanjing.foundation import clock
from quanjing.panorama.actions import count_all, take
from quanjing.worklog.actions import LogFacts, add_entry

BEGIN, STEP, LAST = -150, 21, -3
TURNS = (
    ("consultation", "重大事项前置会商：年会主题与经费安排", "同意，提交理事会审议", "workers"),
    ("service", "走访会员单位，收集科技工作者意见", "收集意见 12 条", "workers"),
    ("outreach", "科普进社区：食品安全讲座", "讲座 1 场", "literacy"),
    ("service", "专家组赴企业开展技术诊断", "提出建议 5 条", "innovation"),
    ("filing", "换届方案备案材料送审", "已受理", ""),
    ("service", "向有关部门报送专题咨询报告", "已送达", "decisions"),
)
MONTHLY = (-60, -30)  # days ago on which a snapshot was kept


def logbook(scene: Scene) -> Iterator[int]:
    """Every three weeks an entry of the society that the handler works for."""
    yield BEGIN
    keeper = scene.actor("handler", "handler")
    for turn, offset in enumerate(range(BEGIN + STEP, LAST, STEP)):
        yield offset
        kind, matter, result, service = TURNS[turn % len(TURNS)]
        day = clock.today() - timedelta(days=1)
        add_entry(actor=keeper, facts=LogFacts(day, kind, matter, result=result, service=service))


def snapshots(scene: Scene) -> Iterator[int]:
    """Two that were kept, and the count of today."""
    for offset in MONTHLY:
        yield offset
        take(actor=scene.officer, note="月度例会")
    yield 0
    count_all()
