"""The record: append-only in the database, and whole as its chains prove."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from quanjing.audit.actions import record
from quanjing.audit.chain import CHAINS, Break, breaks, chain_of
from quanjing.audit.models import AuditEntry, ChainHead
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor

LIN = Actor(user_id=1, user_name="林知远", organization_code="jiangl22", path="0001", post_code="p2345678")
CHAIN = chain_of("jiangl22")


@pytest.fixture
def three(db: None) -> list[AuditEntry]:
    return [record(actor=LIN, verb="tasks.publish", detail={"number": number}) for number in (1, 2, 3)]


def without_the_trigger(statement: str, *values: object) -> None:
    """Change the table as somebody could who owns the database."""
    drop = {
        "postgresql": ["DROP TRIGGER audit_append_only ON audit_auditentry"],
        "sqlite": ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"],
    }
    with connection.cursor() as cursor:
        for each in drop[connection.vendor]:
            cursor.execute(each)
        cursor.execute(statement, values)


def test_an_untouched_record_is_whole(three: list[AuditEntry]) -> None:
    assert breaks() == []


def test_an_empty_record_is_whole(db: None) -> None:
    assert breaks() == []


def test_entries_follow_each_other(three: list[AuditEntry]) -> None:
    assert [entry.position for entry in three] == [1, 2, 3]
    assert three[1].previous_hash == three[0].hash


def test_organizations_share_a_fixed_number_of_chains() -> None:
    assert {chain_of(f"code{number}") for number in range(500)} == set(range(CHAINS))


def test_a_changed_entry_is_found(three: list[AuditEntry]) -> None:
    without_the_trigger("UPDATE audit_auditentry SET user_name = %s WHERE id = %s", "X", three[1].pk)
    assert breaks() == [Break(CHAIN, 2, "changed")]


def test_a_changed_moment_is_found(three: list[AuditEntry]) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    without_the_trigger("UPDATE audit_auditentry SET at = %s WHERE id = %s", moment, three[0].pk)
    assert breaks() == [Break(CHAIN, 1, "changed")]


def test_a_missing_entry_is_found(three: list[AuditEntry]) -> None:
    without_the_trigger("DELETE FROM audit_auditentry WHERE id = %s", three[1].pk)
    assert breaks() == [Break(CHAIN, 2, "missing")]


def test_cutting_off_the_end_is_found(three: list[AuditEntry]) -> None:
    without_the_trigger("DELETE FROM audit_auditentry WHERE id = %s", three[2].pk)
    assert breaks() == [Break(CHAIN, 3, "cut off")]


def test_taking_a_whole_chain_away_is_found(three: list[AuditEntry]) -> None:
    without_the_trigger("DELETE FROM audit_auditentry")
    assert breaks() == [Break(CHAIN, 1, "cut off")]


def test_a_changed_entry_that_is_hashed_anew_breaks_the_next(three: list[AuditEntry]) -> None:
    forged = AuditEntry.objects.get(pk=three[1].pk)
    without_the_trigger("UPDATE audit_auditentry SET hash = %s WHERE id = %s", "f" * 64, forged.pk)
    assert breaks() == [Break(CHAIN, 2, "changed"), Break(CHAIN, 3, "missing")]


def test_other_chains_are_not_blamed(three: list[AuditEntry]) -> None:
    other = next(f"x{n}" for n in range(50) if chain_of(f"x{n}") != CHAIN)
    record(actor=Actor(user_id=2, user_name="周予安", organization_code=other), verb="submissions.submit")
    without_the_trigger("UPDATE audit_auditentry SET verb = %s WHERE id = %s", "x", three[0].pk)
    assert {found.chain for found in breaks()} == {CHAIN}


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditentry SET verb = 'x'", "DELETE FROM audit_auditentry"]
)
def test_the_database_refuses_to_change_or_delete(three: list[AuditEntry], statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.count() == 3


def test_an_entry_is_never_saved_twice(three: list[AuditEntry]) -> None:
    with pytest.raises(TypeError, match="never changed"):
        three[0].save()


def test_an_entry_is_never_deleted(three: list[AuditEntry]) -> None:
    with pytest.raises(TypeError, match="never deleted"):
        three[0].delete()


@transaction.atomic
def publish_and_fail() -> None:
    record(actor=LIN, verb="tasks.publish")
    raise LookupError


def test_an_action_that_fails_leaves_no_entry(db: None) -> None:
    with pytest.raises(LookupError):
        publish_and_fail()
    assert (AuditEntry.objects.count(), ChainHead.objects.count()) == (0, 0)


def test_an_entry_keeps_what_it_names(db: None, at_nine: datetime) -> None:
    entry = record(actor=LIN, verb="tasks.publish", detail={"assignments": 150})
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.user_name, kept.verb, kept.detail, kept.at) == (
        "林知远",
        "tasks.publish",
        {"assignments": 150},
        clock.now(),
    )
