"""``jianqi read`` and ``jianqi review`` without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli import main

DEV = Path(__file__).resolve().parents[2] / "fixtures" / "labelled" / "dev"
TEXT = (
    "采购合同\n甲方：北京星河智造科技有限公司\n乙方：上海远山精密设备有限公司\n"
    "第一条 合同总价为人民币100元。\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def anchored(content: Any) -> Iterator[dict[str, Any]]:
    """Every object of the JSON that quotes the text."""
    if isinstance(content, dict):
        if "quote" in content and "start" in content:
            yield content
        for value in content.values():
            yield from anchored(value)
    elif isinstance(content, list):
        for value in content:
            yield from anchored(value)


@pytest.mark.parametrize("name", ["zh/purchase.pdf", "zh/nda.docx", "en/supply.docx"])
def test_every_value_of_a_reading_is_verbatim(name: str) -> None:
    result = run("review", DEV / name, "--stance", "buyer", "--json")
    assert result.exit_code == 0
    (content,) = lines(result)
    found = list(anchored(content))
    assert len(found) > 30
    wrong = [
        item for item in found if content["text"][item["start"] : item["end"]] != item["quote"]
    ]
    assert wrong == []
    assert all(item["boxes"] for item in found)


def test_a_bad_file_is_named_with_its_mend_and_the_others_are_read(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.pdf", tmp_path / "good.txt"
    bad.write_bytes(b"%PDF-1.7 nothing follows")
    good.write_text(TEXT, encoding="utf-8")
    result = run("read", bad, good, "--json")
    assert result.exit_code == 1
    first, second = lines(result)
    assert first["error"]["code"] == "broken_pdf"
    assert first["error"]["mend"]
    assert [party["role"] for party in second["parties"]] == ["甲方", "乙方"]


def test_wrong_usage_has_its_own_status(tmp_path: Path) -> None:
    assert run("read").exit_code == 2
    assert run("read", tmp_path / "absent.pdf").exit_code == 2


def test_several_files_can_be_the_pages_of_one_document(tmp_path: Path) -> None:
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text(TEXT, encoding="utf-8")
    second.write_text("第二条 争议由北京仲裁委员会仲裁。\n", encoding="utf-8")
    (content,) = lines(run("read", "--pages", first, second, "--json"))
    assert [page["number"] for page in content["pages"]] == [1, 2]
    assert [clause["number"] for clause in content["clauses"]] == ["第一条", "第二条"]


def test_a_named_party_decides_the_side() -> None:
    (content,) = lines(run("review", DEV / "zh/purchase.pdf", "--party", "乙方", "--json"))
    assert content["findings"]
    assert {finding["stance"] for finding in content["findings"]} == {"seller"}


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "html", "json"])
def test_a_report_is_written_in_every_format(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"report.{ending}"
    assert run("review", DEV / "zh/nda.docx", "--out", out).exit_code == 0
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!doctype", "json": b"{"}
    assert out.read_bytes().startswith(starts[ending])
