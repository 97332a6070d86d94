"""Search through the API: what narrows it, and what counts as a passage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from nlp.ports import Embedder
from service.kernel.vectors import EdgeIndex
from service.search.actions import follow
from service.search.api import SearchTools
from service.search.units import is_heading_alone
from tests.service.conftest import File, SignIn

DIVIDED = """软件开发合同
合同编号：RJ-2026-0031
甲方：江城明远机械有限公司
乙方：云港安田软件有限公司
第一章 验收与交付
第一条 交付
乙方应于2026年3月1日前交付全部源代码。
第二条 验收
甲方收到后十日内完成测试，逾期视为合格。
第二章 费用
第三条 开发费
开发费为人民币200,000元。
"""


@pytest.fixture
def found(
    app: FastAPI, sign_in: SignIn, file: File, real_embedder: Embedder, tmp_path: Path
) -> TestClient:
    """The legal officer, with two contracts in the index."""
    client = sign_in("fawu")
    file(client, DIVIDED.encode(), "开发.txt")
    file(client)
    index = EdgeIndex(tmp_path / "index", real_embedder.dimensions)
    app.state.search = SearchTools(index, real_embedder)
    follow(app.state.database, index, real_embedder.name)
    return client


def hits(client: TestClient, q: str, **filters: str) -> list[dict[str, Any]]:
    answer = client.get("/api/search", params={"q": q, **filters})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_search_is_narrowed_by_part_of_a_number(found: TestClient) -> None:
    assert {hit["contract_number"] for hit in hits(found, "交付")} == {
        "CG-2025-0107",
        "RJ-2026-0031",
    }
    assert {hit["contract_number"] for hit in hits(found, "交付", number="0031")} == {
        "RJ-2026-0031"
    }
    assert hits(found, "交付", number="没有") == []


def test_search_is_narrowed_by_status(found: TestClient) -> None:
    assert hits(found, "交付", status="draft")
    assert hits(found, "交付", status="in_force") == []


def test_the_heading_of_a_divided_clause_is_no_hit_but_leads_to_its_parts(
    found: TestClient,
) -> None:
    answers = hits(found, "验收与交付")
    assert not any(hit["quote"] in {"第一章 验收与交付", "第二章 费用"} for hit in answers)
    assert "验收与交付" in answers[0]["heading"]


@pytest.mark.parametrize(
    ("path", "quote", "alone"),
    [
        ("第一章 价款 › 第三条 付款方式", "第三条  付款方式：", True),
        ("第三条 付款方式", "第三条 付款方式 甲方于十日内付款。", False),
        ("5. Payment", "5.  PAYMENT", False),
        ("5. Payment", "5 Payment", True),
        ("", "……", False),
    ],
)
def test_what_a_heading_alone_is(path: str, quote: str, alone: bool) -> None:
    assert is_heading_alone(path, quote) is alone
