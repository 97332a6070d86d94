"""``jianqi period``: a phrase, the date of its event, and the date with its explanation."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from service.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["period", *arguments])


def answer(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def test_the_json_holds_formula_dates_and_explanation() -> None:
    content = answer("验收合格之日起30个工作日内", "--event", "验收=2026-09-20")
    assert content["formula"] == "acceptance + P30BD"
    assert (content["date"], content["date_latest"]) == ("2026-11-06", "2026-11-06")
    assert content["explanation"] == content["explanations"]["zh"]


def test_the_date_of_the_event_may_stand_alone() -> None:
    assert answer("验收合格之日起30个工作日内", "--event", "2026-01-20")["date"] == "2026-03-09"


def test_an_english_phrase_is_answered_in_english() -> None:
    content = answer("within 30 days after acceptance", "--event", "acceptance=2026-03-02")
    assert content["date"] == "2026-04-01"
    assert content["explanation"] == content["explanations"]["en"]


def test_the_language_can_be_chosen() -> None:
    arguments = ("within 30 days after acceptance", "--event", "2026-03-02", "--lang", "zh")
    assert "验收合格" in answer(*arguments)["explanation"]


def test_the_right_one_of_several_events_is_taken() -> None:
    dates = ("--event", "交付=2026-01-05", "--event", "验收=2026-03-02")
    assert answer("验收合格后7日内", *dates)["base"] == "2026-03-02"


def test_the_hour_of_an_event_is_taken_in_shanghai() -> None:
    content = answer("收到通知后48小时内", "--event", "2026-03-02T20:30Z")
    assert (content["base"], content["date"], content["time"]) == (
        "2026-03-03",
        "2026-03-05",
        "04:30",
    )


def test_a_pause_is_not_counted() -> None:
    content = answer("交付后10日内", "--event", "2026-03-02", "--pause", "2026-03-05..2026-03-10")
    assert content["date"] == "2026-03-18"
    assert "中止不计" in content["explanation"]


def test_the_date_waits_for_its_event() -> None:
    content = answer("验收合格后7日内")
    assert content["date"] is None
    assert "填入“验收合格”的日期后" in content["explanation"]


def test_a_date_of_another_event_is_refused_with_the_mend() -> None:
    result = run("验收合格后7日内", "--event", "交付=2026-01-05", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"] == {
        "code": "event_mismatch",
        "message": "这个期限不从“交付”起算。",
        "mend": "请给出“验收合格”的日期。",
    }


def test_what_is_no_date_or_no_period_is_refused() -> None:
    assert answer("验收合格后7日内", "--event", "验收=2026-02-30")["error"]["code"] == "bad_event"
    assert answer("及时付款")["error"]["code"] == "no_period"
    assert answer("交付后7日内", "--pause", "soon")["error"]["code"] == "bad_pause"


def test_people_read_the_date_first_then_why() -> None:
    result = run("2026年3月4日前付清")
    first, second = result.stdout.strip().split("\n")
    assert first == "2026-03-03 – 2026-03-04  < 2026-03-04"
    assert second.startswith("以2026-03-04为限")
