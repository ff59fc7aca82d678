"""What issuing bodies do with their notices: publish, pass on, correct, prolong, replace, remind."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive, Event
from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.organizations.queries import Selection
from quanjing.tasks import actions
from quanjing.tasks.enums import MOVES, State
from quanjing.tasks.models import Assignment, Extension, Task
from quanjing.urging import actions as urging
from tests.machine.desks import Desks
from tests.machine.heads import STRANGERS
from tests.machine.place import Place
from tests.machine.snapshot import NOT_EXPECTED, OPEN
from tests.machine.units import NUMBER, assignment
from tests.machine.watching import UNSURE, Refusal

ISSUER = st.sampled_from([*Place.deciding, "tea"])
OWN = "own"  # an officer of the body whose notice it is
OFFICER = st.sampled_from([*[OWN] * 8, "officer", "colleague", "city", "nursing"])
DAYS = st.one_of(st.integers(1, 30), st.integers(-3, 10))


class Issuers(Desks):
    """Rules of the posts that issue."""

    def issues(self, name: str, directive: Directive) -> bool:
        actor = self.actor(name)
        return Right.ISSUE in actor.rights and directive.organization_id == actor.organization_id

    def named_for(self, name: str, directive: Directive) -> str:
        if name != OWN:
            return name
        return "officer" if directive.organization_id == self.place.world.association.pk else "city"

    def published(self, number: int) -> Directive:
        found = list(Directive.objects.filter(state="published").order_by("pk"))
        return found[number % len(found)]

    @initialize(kept=st.sampled_from([0, 0, 1, 2]))
    def publish_the_first(self, kept: int) -> None:
        """Some tasks may stay behind, to be handed out later."""
        tasks = list(self.place.first.tasks.filter(assign=True).order_by("position"))
        codes = [task.code for task in tasks[: len(tasks) - kept]]
        self.publish(self.place.first, "officer", None, codes)

    def publish(
        self, directive: Directive, name: str, error: Refusal, codes: list[str] | None = None
    ) -> None:
        city = directive.organization_id != self.place.world.association.pk
        within = Selection(under=self.place.world.city.code) if city else self.place.selection()
        done = self.do(
            lambda: actions.publish(
                actor=self.actor(name), directive=directive, selection=within, tasks=codes,
                override="年度工作需要。",
            ),
            refused=error,
        )  # fmt: skip
        if error is None:
            again = self.do(
                lambda: actions.publish(
                    actor=self.actor(name),
                    directive=directive,
                    selection=within,
                    tasks=codes,
                    override="同上。",
                )
            )
            assert done.assignments >= 0
            assert again.assignments == 0, "publishing again handed something out"

    @rule(name=ISSUER, which=st.sampled_from(["first", "second"]))
    def publish_more(self, name: str, which: str) -> None:
        directive = Directive.objects.get(pk=getattr(self.place, which).pk)
        self.publish(directive, name, None if self.issues(name, directive) else Denied)

    @rule(
        name=st.sampled_from(["city", "city", "officer", "garden"]), number=NUMBER, buffer=st.integers(0, 6)
    )
    def pass_on(self, name: str, number: int, buffer: int) -> None:
        """The city hands a notice down with earlier dates, again and again the same one."""
        source = self.published(number)
        received = name == "city" and self.seen.of(self.place.world.city.pk, source.pk)
        before = Directive.objects.filter(reissue_of=source).first()
        own = self.do(
            lambda: actions.reissue(actor=self.actor(name), directive=source, buffer=buffer),
            refused=None if received else Denied,
        )
        if own is None:
            return
        assert before is None or own == before
        tasks = list(Task.objects.filter(directive=own, assign=True).select_related("source"))
        superior = {row.task: row.first_due for row in self.seen.of(self.place.world.city.pk, source.pk)}
        if before is None:
            dated = [task for task in tasks if task.due_at and superior.get(task.source_id or 0)]
            assert all(task.due_at <= superior[task.source_id] for task in dated)
        if tasks:
            doubts = [task for task in tasks if task.doubts and not own.is_published]
            self.publish(own, name, UNSURE if doubts else None)

    @rule(name=OFFICER, number=NUMBER, days=DAYS, grace=st.integers(-1, 4), kind=st.sampled_from(VersionKind))
    def amend(self, name: str, number: int, days: int, grace: int, kind: VersionKind) -> None:
        directive = self.published(number)
        name = self.named_for(name, directive)
        tasks = list(directive.tasks.order_by("pk"))
        task, due = tasks[number % len(tasks)], clock.today() + timedelta(days=days)
        closes = (due + timedelta(days=grace)).isoformat() if grace >= 0 else None
        deadline = {"due": due.isoformat(), "closes": closes}
        before = self.seen
        self.do(
            lambda: actions.amend(
                actor=self.actor(name), directive=directive, kind=kind, reason="日期有误。",
                changes={task.code: {"deadline": deadline}},
            ),
            refused=UNSURE if self.issues(name, directive) else Denied,
        )  # fmt: skip
        if self.seen is not before and kind == VersionKind.EXTENSION:
            self.nobody_lost_time(before)

    def nobody_lost_time(self, before: object) -> None:
        assert isinstance(before, type(self.seen))
        for pk, old in before.rows.items():
            new = self.seen.rows[pk].first_due
            assert old.first_due is None or (new is not None and new >= old.first_due), (
                "less time than before"
            )

    @rule(name=OFFICER, number=NUMBER, days=DAYS, narrow=st.sampled_from(["all", "task", "unit", "one"]))
    def extend(self, name: str, number: int, days: int, narrow: str) -> None:
        directive, day = self.published(number), clock.today() + timedelta(days=days)
        name = self.named_for(name, directive)
        until, before = clock.end_of(day, directive.day_end), self.seen
        rows = [row for row in self.seen.rows.values() if row.directive == directive.pk]
        if not rows:
            return
        row = assignment(rows[number % len(rows)])
        filters = {}
        if narrow in ("task", "one"):
            filters["task"] = row.task.code
        if narrow in ("unit", "one"):
            filters["organization"] = row.organization.code
        fit = {
            one.pk
            for one in rows
            if one.state in OPEN
            and (narrow in ("all", "unit") or one.task == row.task_id)
            and (narrow in ("all", "task") or one.organization == row.organization_id)
            and (one.first_due is None or one.first_due < until)
        }
        error: Refusal = Denied if name == "nursing" or not self.issues(name, directive) else None
        if error is None and (until <= self.now or not fit):
            error = Invalid
        done = self.do(
            lambda: actions.extend(
                actor=self.actor(name), directive=directive, filters=filters, until=day, reason="汛期。"
            ),
            refused=error,
        )
        if error is None:
            assert done == len(fit)
            assert {pk for pk in fit if self.seen.rows[pk].extended_to == until} == fit
            self.nobody_lost_time(before)

    @rule(name=OFFICER, number=NUMBER, grant=st.booleans())
    def decide_extension(self, name: str, number: int, grant: bool) -> None:
        asked = list(Extension.objects.select_related("assignment__directive").order_by("state", "pk"))
        if not asked:
            return
        wish, before = asked[number % len(asked)], self.seen
        error: Refusal = UNSURE
        name = self.named_for(name, wish.assignment.directive)
        if not self.issues(name, wish.assignment.directive):
            error = Denied
        elif wish.state != "asked" or (grant and wish.assignment.state not in OPEN):
            error = WrongState
        elif not grant:
            error = None
        self.do(
            lambda: actions.decide_extension(
                actor=self.actor(name), extension=wish, grant=grant, answer="请按时报送。"
            ),
            refused=error,
        )
        self.nobody_lost_time(before)

    @rule(name=OFFICER, days=st.one_of(st.none(), DAYS))
    def move_the_event(self, name: str, days: int | None) -> None:
        day = clock.today() + timedelta(days=days) if days is not None else None
        event = Event.objects.get(pk=self.place.event.pk)
        allowed = name in (OWN, "officer", "colleague")
        name = "officer" if name == OWN else name
        self.do(
            lambda: actions.set_event_day(actor=self.actor(name), event=event, day=day),
            refused=None if allowed else Denied,
        )

    @rule(name=OFFICER, old=NUMBER, new=NUMBER, ending=st.lists(NUMBER, max_size=3))
    def supersede(self, name: str, old: int, new: int, ending: list[int]) -> None:
        before, after = self.published(old), self.published(new)
        if before.pk == after.pk:
            return
        name = self.named_for(name, before)
        tasks = list(before.tasks.order_by("pk"))
        ended = {tasks[number % len(tasks)] for number in ending}
        error: Refusal = None
        if not (self.issues(name, before) and self.issues(name, after)):
            error = Denied
        elif before.supersedes_id == after.pk:
            error = Invalid
        elif before.superseded_by.exists() or after.supersedes_id:
            error = WrongState
        keys = {task.pk for task in ended}
        settled = ("accepted", "nil", *NOT_EXPECTED)
        rows = [row for row in self.seen.rows.values() if row.task in keys and row.state not in settled]
        self.do(
            lambda: actions.supersede(
                actor=self.actor(name), directive=after, old=before, cancel=[task.code for task in ended],
                reason="以新通知为准。",
            ),
            refused=error,
            moves={row.pk: "cancelled" for row in rows},
        )  # fmt: skip

    @rule(name=OFFICER, number=NUMBER, to=st.sampled_from(["exempt", "due", "cancelled"]))
    def excuse(self, name: str, number: int, to: str) -> None:
        """The desk lets a unit off, ends its item, or asks for it again."""
        row = self.any(number, tuple(MOVES))
        if row is None or (to == "due" and self.seen.latest(row.pk)):
            return
        found = assignment(row)
        name = self.named_for(name, found.directive)
        starts = NOT_EXPECTED if to == "due" else (*OPEN, "returned")
        if to == "cancelled":
            starts = (*starts, "submitted", "exempt")
        error: Refusal = None if row.state in starts else Invalid
        if not self.issues(name, found.directive):
            error = Denied
        filters = {"task": found.task.code, "organization": found.organization.code}
        self.do(
            lambda: actions.excuse(
                actor=self.actor(name), directive=found.directive, filters=filters, to=State(to),
                reason="据实调整。",
            ),
            refused=error,
            moves={row.pk: to},
        )  # fmt: skip

    @rule(name=OFFICER, number=NUMBER, off=st.sampled_from([0, 0, 0, 1]))
    def urge(self, name: str, number: int, off: int) -> None:
        directive = self.published(number)
        name = self.named_for(name, directive)
        if not self.issues(name, directive):
            self.do(
                lambda: urging.urge(actor=self.actor(name), directive=directive, expected=0), refused=Denied
            )
            return
        seen = urging.preview_urge(actor=self.actor(name), directive=directive)
        bodies = set(seen.bodies.values_list("pk", flat=True))
        rows = [row for row in self.seen.rows.values() if row.directive == directive.pk]
        assert bodies == {row.organization for row in rows}
        self.do(
            lambda: urging.urge(actor=self.actor(name), directive=directive, expected=seen.count + off),
            refused=Conflict if off else None,
        )

    @rule(number=NUMBER, on=st.booleans())
    def pause(self, number: int, on: bool) -> None:
        directive = self.published(number)
        name = "officer" if self.issues("officer", directive) else "city"
        if on:
            self.do(lambda: urging.pause(actor=self.actor(name), directive=directive, reason="台风。"))
        else:
            self.do(lambda: urging.resume(actor=self.actor(name), directive=directive))

    @rule(name=st.sampled_from(STRANGERS), number=NUMBER)
    def strangers_change_nothing(self, name: str, number: int) -> None:
        directive, day = self.published(number), clock.today() + timedelta(days=9)
        stranger = self.actor(name)
        assert Assignment.objects.filter(directive=directive).exists()
        acts = (
            lambda: actions.publish(actor=stranger, directive=directive, selection=self.place.selection()),
            lambda: actions.extend(actor=stranger, directive=directive, filters={}, until=day, reason="-"),
            lambda: urging.pause(actor=stranger, directive=directive, reason="-"),
            lambda: urging.urge(actor=stranger, directive=directive, expected=0),
        )
        self.do(acts[number % len(acts)], refused=Denied)
