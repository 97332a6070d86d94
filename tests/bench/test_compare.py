"""The comparison bench on a small part: what must never be missed, and no false alarms in Word."""

from __future__ import annotations

import pytest

from service.kernel.settings import Settings
from service.wiring import reading_tools
from tests.bench.compare import Bench, development, missed_values, tables


@pytest.fixture(scope="module")
def bench() -> Bench:
    measured = Bench(reading_tools(Settings()))
    for item in development():
        if item.draft in ("zh/lease", "en/services_order"):
            measured.one_by_one(item, seed=7)
        if item.draft == "zh/purchase":
            measured.all_at_once(item, "pdf", seed=7)
    return measured


def test_every_changed_figure_date_and_name_is_found(bench: Bench) -> None:
    assert missed_values(bench) == 0


def test_every_planted_change_is_found_where_both_files_are_text(bench: Bench) -> None:
    missed = [text for row in bench.table.values() for text in row.missed]
    assert missed == []


def test_nothing_else_is_told_between_two_word_files(bench: Bench) -> None:
    alarms = {key: row.alarms for key, row in bench.table.items() if key[1] == "docx"}
    assert not any(alarms.values()), alarms


def test_the_tables_name_every_kind(bench: Bench) -> None:
    text = "\n".join(tables(bench))
    for kind in ("digit", "date", "party", "percentage", "renumbered only", "form only"):
        assert kind in text
