"""Browsers are told to forbid all that our pages do not need."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import File

SignIn = Callable[[str], TestClient]


def policy_of(client: TestClient, path: str) -> dict[str, str]:
    told = client.get(path).headers["content-security-policy"]
    return {name: value for name, _, value in (d.strip().partition(" ") for d in told.split(";"))}


@pytest.mark.parametrize("path", ["/", "/api/contracts", "/api/docs", "/no-such-page"])
def test_nothing_may_frame_a_page_or_change_its_base(stranger: TestClient, path: str) -> None:
    policy = policy_of(stranger, path)
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "form-action" in policy
    assert "unsafe" not in stranger.get(path).headers["content-security-policy"]


def test_pages_take_scripts_and_styles_from_our_own_files_alone(stranger: TestClient) -> None:
    policy = policy_of(stranger, "/")
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"


def test_data_load_nothing(stranger: TestClient) -> None:
    assert policy_of(stranger, "/api/meta")["default-src"] == "'none'"


def test_other_sites_learn_nothing_and_devices_stay_shut(stranger: TestClient) -> None:
    headers = stranger.get("/").headers
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    permissions = headers["permissions-policy"]
    assert "microphone=()" in permissions
    assert "camera=(self)" in permissions, "contracts are photographed"


def test_errors_carry_the_policy_too(stranger: TestClient) -> None:
    assert stranger.get("/api/contracts").status_code == 401
    assert policy_of(stranger, "/api/contracts")["default-src"] == "'none'"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_may_use_its_own_style_and_nothing_else(
    sign_in: SignIn, file: File, lang: str
) -> None:
    client = sign_in("fawu")
    contract = file(client)["items"][0]["contract_id"]
    path = f"/api/contracts/{contract}/report.html?lang={lang}"
    page = client.get(path).text
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = policy_of(client, path)
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert (policy["default-src"], policy["img-src"]) == ("'none'", "data:")
    assert "sandbox" in policy
    assert " style=" not in page
    assert "<script" not in page


def test_the_api_is_described_without_scripts(stranger: TestClient) -> None:
    page = stranger.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "/api/contracts/{contract_id}/report.{format}" in page.text
    assert "<script" not in page.text
    assert "//cdn" not in page.text
