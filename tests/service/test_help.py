"""The help's errors page keeps to the words of the errors, and problems lead to it."""

from __future__ import annotations

import re

import pytest
import yaml

from nlp.messages import READ_ERRORS
from service.kernel.settings import ROOT
from tests.service.conftest import SignIn

HELP = ROOT / "service/web/src/help"
HEADING = re.compile(r"^## (.+) \{#(\w+)\}$", re.MULTILINE)
UNWRITTEN = {"bad_upload"}
"""Its title is the reason, which differs from file to file."""


def _titles(language: str) -> dict[str, str]:
    """By code, the headings of the errors page."""
    page = (HELP / language / "errors.md").read_text("utf-8")
    return {code: title for title, code in HEADING.findall(page)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_error_has_its_section_under_its_own_words(language: str) -> None:
    words = yaml.safe_load((ROOT / f"service/locales/{language}.yaml").read_text("utf-8"))["errors"]
    told = _titles(language)
    assert set(words) | set(READ_ERRORS) | {"unreachable"} == set(told)
    for code, entry in words.items():
        if code not in UNWRITTEN:
            assert told[code] == re.sub(r"\{\w+\}", "…", entry["title"]), code


def test_a_problems_type_is_its_section(sign_in: SignIn) -> None:
    problem = sign_in("caiwu").get("/api/users").json()
    assert problem["type"] == "/help/errors#forbidden"
    assert problem["code"] in _titles("zh")
