"""How fast one sees what one may: ``python -m tests.bench.visibility [--json FILE]``.

50,000 contracts in a tree of 2,000 units on SQLite, with grants. Each person's first page of the
list and the count of all they see, in milliseconds of the processor (median), beside the rule as
it was when a department was a text and roles were fixed: all, or one's own and one's department's.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import ColumnElement, func, insert, or_, select, true
from sqlalchemy.orm import Session

from service.accounts.sign_in import actor_of
from service.accounts.tables import Role, Unit, User
from service.accounts.units import replant
from service.contracts.presenting import rows_out
from service.contracts.rights import visible
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.db import Database
from service.migrations import upgrade

CONTRACTS, UNITS, OTHERS, GRANTS, ROUNDS = 50_000, 2_000, 300, 5_000, 15
PEOPLE = {"admin": "admin", "finance": "finance", "handler": "handler", "head": "head"}
Rule = Callable[[Actor], ColumnElement[bool]]


def fill(db: Session, rng: random.Random) -> None:
    """A group of 20 companies of 10 divisions of 9 teams, and contracts all over it."""
    parents: dict[str, str | None] = {"g": None}
    for number in range(1, UNITS):
        name = f"u{number}"
        parents[name] = "g" if number <= 20 else f"u{rng.randrange(1, max(2, number // 9))}"
    db.execute(
        insert(Unit),
        [
            {"id": name, "kind": "department", "name": name, "parent_id": parent}
            for name, parent in parents.items()
        ],
    )
    replant(db)
    permissions = ["contract.read"]
    db.add(Role(code="head", name="h", name_en="h", scope="unit_below", permissions=permissions))
    db.flush()
    others = {f"p{number}": "handler" for number in range(OTHERS)}
    for login, role in (PEOPLE | others).items():
        unit = "u3" if role == "head" else "u1500"
        db.add(User(id=login, login=login, name=login, role=role, unit_id=unit, password_hash="-"))
    db.flush()
    units = list(parents)
    db.execute(
        insert(Contract),
        [
            {
                "id": f"c{number:05d}",
                "title": f"合同 {number}",
                "owner_id": rng.choice(list(PEOPLE)) if number % 50 == 0 else "somebody",
                "created_by": "somebody",
                "unit_id": rng.choice(units),
                "secrecy": "confidential" if number % 20 == 0 else "normal",
                "party_names": [],
                "sources": {},
                "updated_at": now(),
            }
            for number in range(CONTRACTS)
        ],
    )
    people = [db.scalars(select(User.id)).all(), units, ["legal"]]
    for column, targets in zip(("user_id", "unit_id", "role_code"), people, strict=True):
        db.execute(
            insert(ContractGrant),
            [
                {
                    column: rng.choice(targets),
                    "contract_id": f"c{rng.randrange(CONTRACTS):05d}",
                    "level": "read",
                    "granted_by": "admin",
                    "granted_by_name": "a",
                }
                for _ in range(GRANTS // len(people))
            ],
        )


def as_it_was(actor: Actor) -> ColumnElement[bool]:
    """The earlier rule: departments were texts, roles saw all or their own and their department."""
    if actor.role in {"admin", "finance"}:
        return true()
    mine = [Contract.owner_id == actor.id, Contract.created_by == actor.id]
    return or_(*mine, Contract.unit_id == actor.units[0])


def milliseconds(db: Session, actor: Actor, rule: Rule) -> tuple[float, float, int]:
    """The first page, the count of all, and how many that is."""
    pages, counts, seen = [], [], 0
    for _ in range(ROUNDS):
        started = time.process_time()
        query = select(Contract).where(rule(actor), Contract.deleted_at.is_(None))
        newest = query.order_by(Contract.updated_at.desc(), Contract.id.desc()).limit(50)
        rows_out(db, db.scalars(newest).all())
        pages.append(time.process_time() - started)
        started = time.process_time()
        ids = select(Contract.id).where(rule(actor), Contract.deleted_at.is_(None)).subquery()
        seen = db.scalar(select(func.count()).select_from(ids)) or 0
        counts.append(time.process_time() - started)
        db.expire_all()
    return statistics.median(pages) * 1000, statistics.median(counts) * 1000, seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    table: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        upgrade(url)
        database = Database(url)
        with database.write() as db:
            fill(db, random.Random(7))
        with database.read() as db:
            for login in PEOPLE:
                actor = actor_of(db.get_one(User, login))
                before = milliseconds(db, actor, as_it_was)
                after = milliseconds(db, actor, visible)
                table.append(
                    {
                        "person": login,
                        "page_ms_before": round(before[0], 1),
                        "page_ms": round(after[0], 1),
                        "count_ms_before": round(before[1], 1),
                        "count_ms": round(after[1], 1),
                        "seen_before": before[2],
                        "seen": after[2],
                    }
                )
        database.dispose()
    print(f"{CONTRACTS:,} contracts, {UNITS:,} units, {GRANTS:,} grants; ms, median of {ROUNDS}")
    for row in table:
        print(
            "{person:8} page {page_ms_before:7} -> {page_ms:7}   "
            "count {count_ms_before:7} -> {count_ms:7}   seen {seen_before:6} -> {seen:6}".format(
                **row
            )
        )
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
