"""The demo data: what it says of a contract is what loading makes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from service.accounts.tables import Unit
from service.contracts.states import STATUSES, Status, step, way
from service.contracts.tables import Contract
from service.flows.demo import DATED, FOLDER, contracts, file_bytes, load
from service.flows.ingest import Workshop, ingest
from service.kernel.clock import today
from service.kernel.db import Database
from service.kernel.settings import Settings
from tests.factories.contracts.catalogue import DEMO
from tests.service.conftest import SignIn


@pytest.fixture
def loaded(settings: Settings, database: Database) -> dict[str, Contract]:
    """The demo contracts by the name of their file."""
    load(settings)
    with database.read() as db:
        return {contract.title: contract for contract in db.scalars(select(Contract))}


def test_every_demo_contract_has_the_status_and_unit_it_is_listed_with(
    loaded: dict[str, Contract], database: Database
) -> None:
    with database.read() as db:
        units = {unit.id: unit.name for unit in db.scalars(select(Unit))}
    listed = [*contracts(FOLDER), *contracts(DATED)]
    assert {item.file.rsplit(".", 1)[0] for item in listed} == loaded.keys()
    for item in listed:
        contract = loaded[item.file.rsplit(".", 1)[0]]
        assert (contract.status, units.get(contract.unit_id or "")) == (item.status, item.unit)
    assert len({item.status for item in listed}) >= 6


def test_the_status_was_reached_step_by_step(loaded: dict[str, Contract], sign_in: SignIn) -> None:
    lease = loaded["写字楼租赁合同"]
    history = sign_in("fawu").get(f"/api/contracts/{lease.id}/history").json()["items"]
    steps = [entry["params"]["to"] for entry in history if entry["kind"] == "transition"]
    assert steps == ["in_force", "signing", "approved", "in_approval"]


def test_the_list_is_what_the_factory_writes() -> None:
    built = [(item.file, item.status, item.unit) for item in DEMO]
    assert [(item.file, item.status, item.unit) for item in contracts(FOLDER)] == built


def test_dates_come_up_whenever_the_demo_is_loaded(
    loaded: dict[str, Contract], shop: Workshop, sign_in: SignIn
) -> None:
    for item in contracts(DATED):
        ingest(shop, str(loaded[item.file.rsplit(".", 1)[0]].job_id), "test", "text")
    upcoming = sign_in("fawu").get("/api/home").json()["upcoming"]
    kinds = [entry["kind"] for entry in upcoming]
    assert kinds.count("ends") == 2
    assert kinds.count("renews") == 1
    assert kinds.count("notice_deadline") == 2
    assert kinds.count("due_pay") >= 2
    assert all(0 <= entry["days_left"] <= 90 for entry in upcoming)


def test_the_days_of_a_text_are_counted_in_its_own_language() -> None:
    day = date(2026, 12, 31)
    chinese = file_bytes(DATED / "云服务器租用合同.txt", day).decode()
    english = file_bytes(DATED / "Calibration Services Agreement.txt", day).decode()
    assert "2027年1月5日前支付" in chinese
    assert "by 8 January 2027" in english
    assert "{" not in chinese + english


def test_a_file_that_is_no_text_is_loaded_as_it_is() -> None:
    name = contracts(FOLDER)[0].file
    assert file_bytes(FOLDER / name, today() - timedelta(1)) == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("to", STATUSES)
def test_the_way_to_a_status_is_made_of_allowed_steps(to: Status) -> None:
    here = "draft"
    for onward in way("draft", to):
        assert step(here, onward.to) == onward
        here = onward.to
    assert here == to


def test_there_is_no_way_back_from_the_end() -> None:
    with pytest.raises(ValueError, match="no way from void to draft"):
        way("void", "draft")
