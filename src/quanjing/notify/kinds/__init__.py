"""The kinds of messages as data: what each says and which values it needs.

`values` of a message are plain JSON: texts and numbers; a moment (aware) and a day are in ISO
form. The words are chosen when the message is shown, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from quanjing.foundation.templatetags.quanjing import cn_date, cn_moment
from quanjing.notify.kinds.calls import CALLS
from quanjing.notify.kinds.influence import INFLUENCE
from quanjing.notify.kinds.inspecting import INSPECTING
from quanjing.notify.kinds.judging import JUDGING
from quanjing.notify.kinds.kind import Kind
from quanjing.notify.kinds.panels import PANELS
from quanjing.notify.kinds.projects import PROJECTS
from quanjing.notify.kinds.reporting import REPORTING
from quanjing.notify.kinds.service import SERVICE
from quanjing.notify.kinds.year import YEAR

KINDS = CALLS | INFLUENCE | INSPECTING | JUDGING | PANELS | PROJECTS | REPORTING | SERVICE | YEAR


def check(kind: str, values: Mapping[str, object]) -> None:
    """Raise KeyError for a kind that does not exist, ValueError where a value of its wording is missing."""
    missing = KINDS[kind].values - set(values)
    if missing:
        raise ValueError(f"a message {kind} needs {', '.join(sorted(missing))}")


def wording(kind: str, values: Mapping[str, object]) -> tuple[str, str]:
    """Headline and detail of a message in the current language."""
    wanted = KINDS[kind]
    filled = {name: _shown(values[name], wanted, name) for name in wanted.values}
    return str(wanted.headline) % filled, str(wanted.detail) % filled


def _shown(value: object, kind: Kind, name: str) -> str:
    if name in kind.moments and value:
        return cn_moment(datetime.fromisoformat(str(value)))
    if name in kind.days and value:
        return cn_date(date.fromisoformat(str(value)))
    return "—" if value in ("", None) else str(value)
