from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.utils.translation import override

from quanjing.notify import kinds
from quanjing.notify.kinds import KINDS, check, wording

SAMPLE = {
    "subject": "顾南屏",
    "bodies": "江岚省茶叶学会、江岚省护理学会",
    "what": "截止时间",
    "closes_at": "2026-09-30T09:00:00+00:00",
    "outcome": "已更正",
    "call": "2026 年学会服务能力提升项目",
    "grade": "重点",
    "holder": "穆清和",
    "offer": "图视频采集",
    "starts_at": "2026-09-15T01:00:00+00:00",
    "ends_at": "2026-09-15T01:00:00+00:00",
    "before": "2026-09-15T01:00:00+00:00",
    "topic": "理事长访谈",
    "file": "成片.mp4",
    "field": "农业和食品",
    "state": "已完成",
    "day": "2026-12-01",
    "months": 3,
    "title": "关于征集建议的通知",
    "issuer": "江岚省科学技术协会",
    "tasks": 4,
    "due": "2026-09-15T09:00:00+00:00",
    "task": "建言献策",
    "organization": "江岚省茶叶学会",
    "places": 1,
    "event": "年会",
    "required": 1,
    "reason": "会期有变",
    "answer": "同意",
    "until": "2026-09-20T09:00:00+00:00",
    "items": "工作谋划 2026-10-09",
    "name": "顾南屏",
    "source": "顾南屏",
    "superior": "关于年度重点工作的通知",
    "number": "2026-0012",
    "note": "请阅办",
    "count": 3,
    "remark": "请核对人数。",
    "overdue": 1,
    "units": 2,
    "recipient": "省科协党组",
    "version": 1,
    "last_day": "2026-12-20",
    "at": "2026-09-21T01:00:00+00:00",
    "place": "科技会堂",
    "minutes": 10,
    "posts": "秘书长、书记",
}


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_can_be_said_with_its_values(kind: str, language: str) -> None:
    values = {name: SAMPLE[name] for name in KINDS[kind].values}
    with override(language):
        headline, detail = wording(kind, values)
    assert headline
    assert detail
    assert "%(" not in headline + detail


def test_a_moment_is_said_in_chinese_time() -> None:
    with override("zh-hans"):
        _headline, detail = wording("directive_published", SAMPLE)
    assert detail == "江岚省科学技术协会来文，共 4 项要报送，最早 9月15日 17:00 截止。"


def test_an_empty_moment_is_a_dash() -> None:
    with override("en"):
        _headline, detail = wording("directive_published", SAMPLE | {"due": "", "issuer": "A"})
    assert detail == "From A, 4 items to report, the first by —."


def test_a_missing_value_is_refused() -> None:
    with pytest.raises(ValueError, match="a message submission_accepted needs task"):
        check("submission_accepted", {"title": "x"})


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        check("gossip", {})


def test_no_kind_is_named_twice() -> None:
    """Parts are joined: a name in two of them would lose one."""
    parts = [import_module(f"{kinds.__name__}.{one.name}") for one in iter_modules(kinds.__path__)]
    sizes = [len(getattr(part, part.__name__.rpartition(".")[2].upper(), ())) for part in parts]
    assert sum(sizes) == len(KINDS)
