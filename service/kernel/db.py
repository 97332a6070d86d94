"""The database: one base class, exact column types, and units of work.

A request or a task step is one unit: ``with database.write() as db`` commits once at its end and
only then sends what was registered with :func:`after_commit`; :func:`before_commit` has the last
word inside it. Actions never commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Engine,
    MetaData,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from service.kernel.postgres import postgres_engine

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_BEFORE_COMMIT = "before_commit"
_AFTER_COMMIT = "after_commit"


class Unstorable(ValueError):
    """A value that its column cannot hold; where a request brought it, the request is wrong."""


class Money(TypeDecorator[Decimal]):
    """An exact sum in the currency's units, to four decimals: a scaled integer in the database.

    SQLite's NUMERIC passes through floats; a whole number does not, and it sorts and sums.
    """

    impl = BigInteger
    cache_ok = True
    SCALE = 10_000
    LIMIT = Decimal(2**63)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value * self.SCALE
        if not value.is_finite() or not abs(scaled) < self.LIMIT:
            raise Unstorable("a sum beyond what is counted here")
        if scaled != scaled.to_integral_value():
            raise Unstorable("money holds at most four decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / self.SCALE


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise Unstorable("a moment needs its time zone")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise Unstorable("a moment before or after all years") from None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {
        datetime: Moment,
        Decimal: Money,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
    }


class Database:
    """An engine and the two kinds of session on it."""

    def __init__(self, url: str) -> None:
        self.engine = _make_engine(url)
        self._writer = self.engine.execution_options(jianqi_write=True)
        self._reader = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(postgresql_readonly=True)
        )

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that can only read. It must not outlive a request's own work."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees the database as of one moment, however long it reads."""
        engine = (
            self._reader
            if self.is_sqlite
            else self._reader.execution_options(isolation_level="REPEATABLE READ")
        )
        with engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One unit of work: commits at the end, rolls back on any error, then sends messages."""
        with Session(self._writer, expire_on_commit=False) as session:
            session.connection()
            try:
                yield session
                for finish in session.info.pop(_BEFORE_COMMIT, []):
                    finish(session)
                session.commit()
            except BaseException:
                session.rollback()
                raise
            for send in session.info.pop(_AFTER_COMMIT, []):
                send()

    def dispose(self) -> None:
        self.engine.dispose()


def before_commit(session: Session, finish: Callable[[Session], object]) -> None:
    """Call ``finish`` as the last act of the unit of work, within its transaction."""
    session.info.setdefault(_BEFORE_COMMIT, []).append(finish)


def after_commit(session: Session, send: Callable[[], object]) -> None:
    """Call ``send`` once the unit of work has been committed, and never if it was not."""
    session.info.setdefault(_AFTER_COMMIT, []).append(send)


def open_engine(url: str, **options: Any) -> Engine:
    """A bare engine; who works on tables uses :class:`Database`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return postgres_engine(parsed, **options)
    return create_engine(parsed, **options)


def _make_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return open_engine(url, pool_pre_ping=True, pool_size=20, max_overflow=20)
    engine = open_engine(url, connect_args={"timeout": 30, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: ConnectionPoolEntry) -> None:
        # The driver's own transaction handling is off: BEGIN is ours to choose, below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA busy_timeout = 30000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the lock at once: an upgrade in the middle fails without waiting.
        if connection.get_execution_options().get("jianqi_write"):
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.exec_driver_sql("BEGIN")

    return engine
