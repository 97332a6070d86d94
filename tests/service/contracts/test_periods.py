"""Facts whose words are a formula, the dates they lead to, and the days of their events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.contracts import periods as contract_periods
from service.home import upcoming
from tests.service.conftest import File, SignIn

TEXT = """设备采购合同
合同编号:CG-2026-0107
甲方(买方):江城明远机械有限公司
乙方(卖方):云港安田仪器有限公司
第一条 价款与支付
合同总价为人民币500,000元(大写:伍拾万元整)。
甲方应于本合同签订之日起10个工作日内支付预付款150,000元。
甲方应于设备最终验收合格后15日内支付余款350,000元。
第二条 交货
乙方应于2026年3月4日前交付全部设备。
第三条 期限
本合同自2026年1月10日起至2026年12月31日止。任何一方未在期满前30日书面提出终止的,本合同自动续期一年。
签订日期:2026年1月7日
"""
OURS = {"stance": "buyer"}


@pytest.fixture
def filed(sign_in: SignIn, file: File) -> tuple[TestClient, str]:
    client = sign_in("jingban")
    answer = file(client, TEXT.encode(), **OURS)
    return client, f"/api/contracts/{answer['contract_id']}"


def periods(client: TestClient, contract: str) -> dict[str, dict[str, Any]]:
    """By formula, the periods of the obligations."""
    items = client.get(f"{contract}/facts").json()["items"]
    return {
        item["period"]["formula"]: item["period"]
        for item in items
        if item["group"] == "obligation" and item["period"]
    }


def put(client: TestClient, contract: str, event: str, text: str, day: str | None) -> Any:
    body = {"event": event, "text": text, "date": day}
    return client.put(f"{contract}/event-dates", json=body)


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(upcoming, "today", lambda: date.fromisoformat(day))


def dates_ahead(client: TestClient, days: int = 366) -> list[tuple[str, str]]:
    items = client.get("/api/home", params={"days": days}).json()["upcoming"]
    return [(item["kind"], item["date"]) for item in items]


def test_a_period_from_the_signing_is_a_date_for_the_record_knows_the_signing(filed: Any) -> None:
    period = periods(*filed)["signing + P10BD"]
    assert (period["base"], period["base_source"], period["date"]) == (
        "2026-01-07",
        "record",
        "2026-01-21",
    )
    assert "10个工作日" in period["explanations"]["zh"]
    assert "10 working days" in period["explanations"]["en"]
    assert [rule["code"] for rule in period["rules"]] == ["first_day_excluded", "working_days"]


def test_a_period_waits_for_its_event(filed: Any) -> None:
    period = periods(*filed)["acceptance + P15D"]
    assert (period["date"], period["base"], period["settable"]) == (None, None, True)
    assert "填入" in period["explanations"]["zh"]


def test_the_day_of_the_event_makes_it_a_date(filed: Any) -> None:
    client, contract = filed
    waiting = periods(client, contract)["acceptance + P15D"]
    answer = put(client, contract, waiting["event"], waiting["event_text"], "2026-03-02")
    assert answer.status_code == 200
    period = periods(client, contract)["acceptance + P15D"]
    assert (period["date"], period["base_source"]) == ("2026-03-17", "person")


def test_the_day_can_be_changed_and_taken_back(filed: Any) -> None:
    client, contract = filed
    event = (lambda p: (p["event"], p["event_text"]))(
        periods(client, contract)["acceptance + P15D"]
    )
    for day, leads_to in (
        ("2026-03-02", "2026-03-17"),
        ("2026-03-05", "2026-03-20"),
        (None, None),
    ):
        assert put(client, contract, *event, day).status_code == 200
        assert periods(client, contract)["acceptance + P15D"]["date"] == leads_to


def test_events_are_listed_with_what_is_known_of_them(filed: Any) -> None:
    client, contract = filed
    items = client.get(f"{contract}/event-dates").json()["items"]
    told = {item["event"]: (item["date"], item["source"], item["settable"]) for item in items}
    assert told["signing"] == ("2026-01-07", "record", False)
    assert told["acceptance"] == (None, None, True)
    assert told["expiry"] == ("2026-12-31", "record", False)


def test_a_date_of_the_record_is_changed_there(filed: Any) -> None:
    client, contract = filed
    answer = put(client, contract, "signing", "本合同签订", "2026-02-01")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_an_event_that_no_period_runs_from_is_refused(filed: Any) -> None:
    client, contract = filed
    assert put(client, contract, "shipment", "发货", "2026-02-01").status_code == 422


def test_finance_may_not_enter_it_and_an_outsider_finds_nothing(
    filed: Any, sign_in: SignIn, outsider: TestClient
) -> None:
    _, contract = filed
    assert put(sign_in("caiwu"), contract, "acceptance", "", "2026-02-01").status_code == 403
    assert put(outsider, contract, "acceptance", "", "2026-02-01").status_code == 404
    assert outsider.get(f"{contract}/event-dates").status_code == 404


def test_entering_it_stands_in_the_history(filed: Any) -> None:
    client, contract = filed
    waiting = periods(client, contract)["acceptance + P15D"]
    put(client, contract, waiting["event"], waiting["event_text"], "2026-03-02")
    newest = client.get(f"{contract}/history").json()["items"][0]
    assert newest["kind"] == "event_dated"
    assert newest["params"] == {"event": waiting["event_text"], "date": "2026-03-02"}


def test_an_edited_length_counts_in_place_of_the_one_read(filed: Any) -> None:
    client, contract = filed
    items = client.get(f"{contract}/facts").json()["items"]
    item = next(i for i in items if i["group"] == "duration" and i["value"] == "P10BD")
    answer = client.patch(
        f"{contract}/facts/{item['fid']}",
        json={"decision": "edit", "value": "P5BD"},
        headers={"If-Match": str(item["version"])},
    )
    assert answer.json()["period"]["date"] == "2026-01-14"


def test_a_rejected_fact_leads_to_no_date(filed: Any) -> None:
    client, contract = filed
    items = client.get(f"{contract}/facts").json()["items"]
    item = next(i for i in items if i["group"] == "duration" and i["value"] == "P10BD")
    answer = client.patch(
        f"{contract}/facts/{item['fid']}",
        json={"decision": "reject"},
        headers={"If-Match": str(item["version"])},
    )
    assert answer.json()["period"] is None


def test_the_start_page_tells_our_duties_at_the_earliest_and_theirs_at_the_latest(
    filed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = filed
    at(monkeypatch, "2026-01-20")
    ahead = dates_ahead(client, 60)
    assert ("due_pay", "2026-01-21") in ahead
    assert ("due_deliver", "2026-03-04") in ahead


def test_the_start_page_tells_the_notice_before_a_tacit_renewal(
    filed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = filed
    at(monkeypatch, "2026-11-25")
    items = client.get("/api/home", params={"days": 60}).json()["upcoming"]
    told = {item["kind"]: item for item in items}
    assert told["notice_deadline"]["date"] == "2026-12-01"
    assert told["renews"]["date"] == "2026-12-31"
    assert "ends" not in told
    assert told["notice_deadline"]["explanations"]["zh"] == (
        "首个期限至2026-12-31届满，最迟于2026-12-01书面拒绝，否则自动续期1年至2027-12-31。"
    )


def test_after_a_tacit_renewal_the_next_notice_is_told(
    filed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = filed
    at(monkeypatch, "2027-11-15")
    ahead = dates_ahead(client, 60)
    assert ("notice_deadline", "2027-12-01") in ahead
    assert ("renews", "2027-12-31") in ahead


def test_the_facts_of_a_renewed_contract_tell_the_notice_of_the_term_that_runs(
    filed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, contract = filed
    monkeypatch.setattr(contract_periods, "today", lambda: date(2027, 11, 15))
    items = client.get(f"{contract}/facts").json()["items"]
    notice = next(i["period"] for i in items if i["value"] == "P30D" and i["period"])
    assert (notice["base"], notice["date"]) == ("2027-12-31", "2027-12-01")


def test_a_changed_end_moves_the_notice(filed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, contract = filed
    card = client.get(contract).json()
    client.patch(
        contract,
        json={"ends_on": "2027-03-31"},
        headers={"If-Match": str(card["version"])},
    )
    at(monkeypatch, "2027-02-20")
    assert ("notice_deadline", "2027-03-01") in dates_ahead(client, 60)


def test_a_reading_tells_formulas_and_the_renewal(filed: Any) -> None:
    client, contract = filed
    reading = client.get(f"{contract}/reading").json()
    formulas = {d["value"]: d["period"] and d["period"]["formula"] for d in reading["durations"]}
    assert formulas["P15D"] == "acceptance + P15D"
    renewal = next(d["renewal"] for d in reading["durations"] if d["renewal"])
    assert renewal["every"] == [{"count": 1, "unit": "year"}]
    assert renewal["notice"]["formula"] == "expiry - P30D"
