"""Plants a call in the demo world, in the middle of its form check; run where the server's database is.

Prints the code of the call, of its panel and of the first judge.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from types import SimpleNamespace

import django

django.setup()

from django.utils import translation  # noqa: E402 (after the settings)

from quanjing.calls.models import Application  # noqa: E402
from quanjing.foundation import clock  # noqa: E402
from quanjing.organizations.enums import Kind, Role  # noqa: E402
from quanjing.organizations.models import Organization, Post  # noqa: E402
from tests.browser.conftest import PASSWORD  # noqa: E402
from tests.calls import stage  # noqa: E402


def main(way: str) -> None:
    """A call named after the way of the story, with three applications and two judges."""
    translation.activate("zh-hans")
    officer = Post.objects.select_related("organization").get(holder__username="officer", role=Role.OFFICER)
    body = officer.organization
    bodies = Organization.objects.filter(kind=Kind.SOCIETY, path__startswith=body.path)[:3]
    world = SimpleNamespace(association=body)
    made = stage.call(
        world,  # type: ignore[arg-type]  # of the world only the association is asked for
        directions=("学术",),
        state="checking",
        title=f"评审演练（{way}）",
        judges_each=2,
        places=1,
    )
    print(made.code)
    for one in bodies:
        stage.application(made, one)
    group = stage.panel(made)
    for number in (1, 2):
        seat = stage.judge(group, f"评审{number}", unit=f"云川大学第{number}学院", declared=False)
        seat.post.ends_on = clock.today() + timedelta(days=30)
        seat.post.save()
        holder = seat.post.holder
        assert holder is not None
        holder.username = f"judge-{way}-{number}"
        holder.set_password(PASSWORD)
        holder.save()
        print(seat.code)
    print(Application.objects.filter(call=made).count())


if __name__ == "__main__":
    main(sys.argv[1])
