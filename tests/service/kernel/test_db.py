"""Units of work, exact money, moments."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from service.contracts.tables import Contract
from service.kernel.db import Database, Money, after_commit

money = st.decimals(
    min_value=Decimal("-99999999999.9999"),
    max_value=Decimal("99999999999.9999"),
    places=4,
    allow_nan=False,
    allow_infinity=False,
)


def contract(amount: Decimal | None = None) -> Contract:
    return Contract(title="测试", owner_id="u", created_by="u", amount=amount)


@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(amounts=st.lists(money, min_size=1, max_size=6))
def test_money_is_written_summed_sorted_and_read_exactly(
    database: Database, amounts: list[Decimal]
) -> None:
    with database.write() as db:
        db.query(Contract).delete()
        db.add_all([contract(amount) for amount in amounts])
    with database.read() as db:
        read = list(db.scalars(select(Contract.amount).order_by(Contract.amount)))
        total = db.scalar(select(func.sum(Contract.amount)))
    assert read == sorted(amounts)
    assert total == sum(amounts)


def test_money_refuses_more_than_four_decimals() -> None:
    with pytest.raises(ValueError, match="four decimals"):
        Money().process_bind_param(Decimal("0.00001"), None)  # type: ignore[arg-type]


def test_a_unit_that_fails_leaves_nothing_and_sends_nothing(database: Database) -> None:
    sent: list[str] = []

    def fail_half_way() -> None:
        with database.write() as db:
            db.add(contract())
            after_commit(db, lambda: sent.append("message"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Contract)) == 0
    assert sent == []


def test_messages_leave_after_the_commit(database: Database) -> None:
    seen: list[int | None] = []

    def look() -> None:
        with database.read() as db:
            seen.append(db.scalar(select(func.count()).select_from(Contract)))

    with database.write() as db:
        db.add(contract())
        after_commit(db, look)
        assert seen == []
    assert seen == [1]


def test_a_reading_session_cannot_write(database: Database) -> None:
    with database.read() as db:
        db.add(contract())
        with pytest.raises(OperationalError):
            db.flush()


def test_moments_come_back_in_utc(database: Database) -> None:
    with database.write() as db:
        db.add(made := contract())
        made.created_at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with database.read() as db:
        assert db.scalars(select(Contract)).one().created_at == datetime(2026, 3, 1, 12, tzinfo=UTC)
