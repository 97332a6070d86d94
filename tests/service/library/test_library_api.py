"""The installation's own library: drafted, tried, published, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

SignIn = Callable[[str], TestClient]
File = Callable[..., dict[str, Any]]

RULE = """
id: own.red_ink
kind: red_ink
language: zh
severity: high
title: {zh: 用红笔签署, en: Signed in red ink}
reason: {zh: 因, en: why}
advice: {zh: 议, en: what to do}
when: {any: ['红(?:笔|墨水)']}
tests: {must_fire: [双方用红笔签署。], must_not_fire: [双方用黑笔签署。]}
"""
TEXT = """设备采购合同
甲方（买方）：北京甲木科技有限公司
乙方（卖方）：上海乙林设备有限公司
第一条 标的
乙方向甲方出售离心泵两台。
第二条 签署
双方用红墨水签署本合同。
"""
BASIS = f"{{law: civil_code, article: 526, excerpt: {'没有这段文字' * 3}}}"
PATH = "/api/library/own.red_ink"


@pytest.fixture
def keeper(sign_in: SignIn) -> TestClient:
    """The legal officer, who keeps the library."""
    return sign_in("fawu")


def draft(client: TestClient, text: str = RULE, path: str = PATH, **more: Any) -> Any:
    return client.put(f"{path}/draft", json={"yaml": text, **more})


def publish(client: TestClient, path: str = PATH) -> Any:
    return client.post(f"{path}/publish", json={})


def kinds(client: TestClient, contract_id: str) -> dict[str, dict[str, Any]]:
    assert client.post(f"/api/contracts/{contract_id}/review", json={}).status_code == 200
    items = client.get(f"/api/contracts/{contract_id}/findings").json()["items"]
    return {item["kind"]: item for item in items}


@pytest.fixture
def contract(keeper: TestClient, file: File) -> str:
    """A contract that is signed in red ink."""
    contract_id: str = file(keeper, TEXT.encode(), "red.txt")["contract_id"]
    return contract_id


def test_what_ships_is_listed_with_its_state(keeper: TestClient) -> None:
    items = {item["id"]: item for item in keeper.get("/api/library").json()["items"]}
    assert len(items) > 200
    assert items["zh.payment.prepay_full"]["state"] == "shipped"
    assert items["position.acceptance"]["type"] == "position"


def test_only_who_keeps_the_library_gets_in(sign_in: SignIn) -> None:
    assert sign_in("caiwu").get("/api/library").status_code == 403


def test_an_entry_shows_the_full_article_that_it_cites(keeper: TestClient) -> None:
    basis = keeper.get("/api/library/zh.payment.prepay_full").json()["basis"]
    assert basis["article"] == 526
    assert basis["excerpt"] in basis["text"]


def test_every_entry_that_ships_survives_the_way_to_yaml_and_back(keeper: TestClient) -> None:
    for item in keeper.get("/api/library").json()["items"]:
        entry = keeper.get(f"/api/library/{item['id']}").json()
        checked = keeper.post("/api/library/check", json={"yaml": entry["yaml"]})
        assert checked.status_code == 200, (item["id"], checked.text)
        assert checked.json()["content"] == entry["content"]
        assert checked.json()["failures"] == []


def test_a_draft_changes_no_review_until_it_is_published(keeper: TestClient, contract: str) -> None:
    assert draft(keeper).status_code == 200
    assert "red_ink" not in kinds(keeper, contract)
    assert publish(keeper).status_code == 200
    finding = kinds(keeper, contract)["red_ink"]
    assert (finding["rule"], finding["rule_version"]) == ("own.red_ink", "own.1")
    assert finding["quote"] == "双方用红墨水签署本合同。"


def test_new_contracts_are_read_with_what_was_published(keeper: TestClient, file: File) -> None:
    draft(keeper)
    publish(keeper)
    contract_id = file(keeper, TEXT.encode(), "new.txt")["contract_id"]
    items = keeper.get(f"/api/contracts/{contract_id}/findings").json()["items"]
    assert "red_ink" in {item["kind"] for item in items}


def test_a_dry_run_tells_which_contracts_would_have_more_and_stores_nothing(
    keeper: TestClient, contract: str
) -> None:
    draft(keeper)
    told = keeper.post(f"{PATH}/dry-run").json()
    assert (told["more"], told["fewer"], told["next"]) == (1, 0, None)
    assert told["looked"] == told["total"]
    (changed,) = told["changed"]
    assert (changed["contract_id"], changed["before"], changed["after"]) == (contract, 0, 1)
    items = keeper.get(f"/api/contracts/{contract}/findings").json()["items"]
    assert "red_ink" not in {item["kind"] for item in items}


def test_switching_an_entry_off_takes_it_out_of_reviews(keeper: TestClient, contract: str) -> None:
    draft(keeper)
    publish(keeper)
    draft(keeper, enabled=False)
    told = keeper.post(f"{PATH}/dry-run").json()
    assert (told["more"], told["fewer"]) == (0, 1)
    publish(keeper)
    assert "red_ink" not in kinds(keeper, contract)
    assert keeper.get(PATH).json()["state"] == "off"


def test_what_fails_its_own_passages_is_not_published(keeper: TestClient) -> None:
    draft(keeper, RULE.replace("双方用黑笔签署。", "双方不用红笔签署。"))
    refused = publish(keeper)
    assert (refused.status_code, refused.json()["code"]) == (409, "library_trials_failed")
    checked = keeper.post("/api/library/check", json={"yaml": keeper.get(PATH).json()["yaml"]})
    (failure,) = checked.json()["failures"]
    assert failure == {"passage": "双方不用红笔签署。", "expected": "silent", "found": "fires"}


def test_an_entry_that_ships_is_changed_and_taken_back(keeper: TestClient) -> None:
    path = "/api/library/zh.payment.prepay_full"
    shipped = keeper.get(path).json()
    changed = shipped["content"] | {"severity": "low"}
    kept = keeper.put(f"{path}/draft", json={"content": changed})
    assert kept.status_code == 200, kept.text
    assert publish(keeper, path).json()["state"] == "changed"
    assert draft(keeper, shipped["yaml"], path).status_code == 200
    publish(keeper, path)
    restored = keeper.post(f"{path}/versions/1/restore").json()
    assert restored["content"]["severity"] == "low"
    assert [(one["number"], one["state"]) for one in restored["versions"]] == [
        (3, "draft"),
        (2, "published"),
        (1, "published"),
    ]
    assert keeper.delete(f"{path}/draft").status_code == 204
    assert keeper.get(path).json()["content"] == shipped["content"]


def test_an_export_is_imported_as_drafts(keeper: TestClient) -> None:
    draft(keeper, owner="法务部")
    publish(keeper)
    text = keeper.get("/api/library/export.yaml").text
    (entry,) = yaml.safe_load(text)["entries"]
    assert (entry["id"], entry["owner"]) == ("own.red_ink", "法务部")
    answer = keeper.post("/api/library/import", json={"yaml": text})
    assert answer.json() == {"drafts": ["own.red_ink"]}
    assert keeper.get(PATH).json()["draft_version"] == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("kind: red_ink", "kind: red_ink\ncolour: red", 3, "Extra inputs"),
        ("['红(?:笔|墨水)']", "['红(笔']", 8, "missing )"),
        ("['红(?:笔|墨水)']", "['红*']", 8, "matches an empty text"),
        ("must_not_fire: [双方用黑笔签署。]", "must_not_fire: []", 1, "must_not_fire"),
        ("zh: 因", "zh: '{x.__class__}'", 1, "nothing fills"),
        ("zh: 因", "zh: '{'", 1, "braces"),
        ("{any: ['红(?:笔|墨水)']}", "{check: no_such}", 1, "no check"),
        ("severity: high", f"severity: high\nbasis: {BASIS}", 1, "does not stand"),
        ("severity: high", "severity: &a high\nbasis: *a", 5, "aliases"),
        ("id: own.red_ink", "id: own.other", 1, "the id must stay"),
        ("kind: red_ink", "kind: [", 1, "not YAML"),
    ],
)
def test_a_wrong_entry_is_refused_with_line_and_fault(
    keeper: TestClient, old: str, new: str, line: int, told: str
) -> None:
    refused = draft(keeper, RULE.strip().replace(old, new))
    assert (refused.status_code, refused.json()["code"]) == (422, "library_entry_refused")
    fault = refused.json()["params"]["faults"][0]
    assert told in fault["message"]
    assert fault["line"] >= line
    if line > 1:
        assert fault["line"] == line


def test_every_step_is_on_record(keeper: TestClient, sign_in: SignIn) -> None:
    draft(keeper)
    publish(keeper)
    actions = [item["action"] for item in sign_in("admin").get("/api/audit").json()["items"]]
    assert {"library.drafted", "library.published"} <= set(actions)


@pytest.mark.usefixtures("contract")
def test_a_dry_run_looks_only_at_contracts_that_one_sees(
    keeper: TestClient, sign_in: SignIn
) -> None:
    draft(keeper)
    admin = sign_in("admin")
    role = {"code": "keeper", "name": "库管", "name_en": "Keeper", "scope": "own"}
    made = admin.post(
        "/api/roles", json=role | {"permissions": ["contract.read", "library.manage"]}
    )
    assert made.status_code == 201, made.text
    people = admin.get("/api/users").json()["items"]
    clerk = next(person for person in people if person["login"] == "caiwu")
    changed = admin.patch(
        f"/api/users/{clerk['id']}",
        json={"role": "keeper"},
        headers={"if-match": str(clerk["version"])},
    )
    assert changed.status_code == 200, changed.text
    told = sign_in("caiwu").post(f"{PATH}/dry-run").json()
    assert (told["total"], told["changed"]) == (0, [])
