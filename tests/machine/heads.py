"""What units do beside: have their head confirm, confirm receipt, ask for time, pass up; and strangers."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Missing, WrongState
from quanjing.submissions import actions
from quanjing.submissions.models import Confirmation
from quanjing.tasks.actions import ask_extension, confirm_receipt
from tests.machine.snapshot import OPEN
from tests.machine.units import NUMBER, UNIT, Units, assignment, notice
from tests.machine.watching import UNSURE

STRANGERS = ("garden", "auditor", "administrator")


class Heads(Units):
    """Rules of whole bodies."""

    @rule(number=NUMBER, nil=st.booleans())
    def ask_the_head(self, number: int, nil: bool) -> None:
        row = self.own("tea", number)
        if row:
            error = self.nil_error("tea_head", row, "暂无") if nil else self.sending_error("tea_head", row)
            self.do(
                lambda: actions.ask_confirmation(
                    actor=self.actor("tea"), directive=notice(row), tasks=[row.task_code],
                    nil_reason="暂无" if nil else None,
                ),
                refused=None if nil and row.state == "nil" and not row.is_shown(self.now) else error,
            )  # fmt: skip

    @rule(number=NUMBER, by=st.sampled_from(["tea_head", "tea_head", "tea"]), says=st.sampled_from("yyno"))
    def head_decides(self, number: int, by: str, says: str) -> None:
        found = list(Confirmation.objects.select_related("report__directive").order_by("state", "pk"))
        found = [one for one in found if one.state == "waiting"] or found
        if not found:
            return
        asked = found[number % len(found)]
        rows = self.seen.of(asked.report.organization_id, asked.report.directive_id)
        row = next(one for one in rows if one.task_code == asked.tasks[0])
        error = Denied if by == "tea" else WrongState if asked.state != "waiting" else None
        if says == "n":
            remark = lambda: actions.decline(actor=self.actor(by), confirmation=asked, remark="请补充。")  # noqa: E731
            self.do(remark, refused=error)
            return
        old_page = says == "o"
        if error is None and old_page:
            error = WrongState
        elif error is None:
            nil = asked.nil_reason
            error = self.nil_error(by, row, nil) if nil else self.sending_error(by, row)
        self.do(
            lambda: actions.confirm(
                actor=self.actor(by), confirmation=asked, version=asked.report.version - old_page
            ),
            refused=error,
            moves={row.pk: "nil" if asked.nil_reason else "submitted"},
        )

    @rule(unit=UNIT, number=NUMBER)
    def receipt(self, unit: str, number: int) -> None:
        row = self.own(unit, number)
        if row:
            self.do(lambda: confirm_receipt(actor=self.actor(unit), directive=notice(row)))

    @rule(unit=UNIT, number=NUMBER, days=st.integers(-1, 20))
    def ask_for_time(self, unit: str, number: int, days: int) -> None:
        row = self.own(unit, number)
        if row:
            wanted = clock.today() + timedelta(days=days)
            self.do(
                lambda: ask_extension(
                    actor=self.actor(unit), assignment=assignment(row), reason="材料尚缺。", wanted=wanted
                ),
                refused=WrongState if row.state not in OPEN else UNSURE,
            )

    @rule(number=NUMBER)
    def pass_up(self, number: int) -> None:
        """The city takes what its societies reported into its own report."""
        row = self.own("city", number)
        if row is None:
            return
        page = self.seen.of(row.organization, row.directive)
        self.do(
            lambda: actions.roll_up(actor=self.actor("city"), assignment=assignment(row)),
            refused=None if self.is_form(row) else WrongState,
            may={one.pk: "draft" for one in page if one.state == "due"},
        )

    @rule(name=st.sampled_from(STRANGERS), number=NUMBER)
    def strangers_send_nothing(self, name: str, number: int) -> None:
        row, stranger = self.any(number), self.actor(name)
        if row is None or row.organization == stranger.organization_id or not self.acts(name):
            return
        later = clock.today() + timedelta(days=9)
        if number % 2:
            act = lambda: actions.submit_nil(actor=stranger, assignment=assignment(row), reason="无")  # noqa: E731
        else:
            act = lambda: ask_extension(  # noqa: E731
                actor=stranger, assignment=assignment(row), reason="-", wanted=later
            )
        self.do(act, refused=Denied)
        if not self.seen.of(stranger.organization_id or 0, row.directive):
            send = lambda: actions.submit(actor=stranger, directive=notice(row), tasks=[row.task_code])  # noqa: E731
            self.do(send, refused=Missing)
