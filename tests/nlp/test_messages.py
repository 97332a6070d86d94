from string import Formatter
from typing import get_args

import pytest

from nlp.errors import ReadErrorCode, UnreadableFile
from nlp.messages import ADVICE, READ_ERRORS, WARNINGS, Words, error_words, warning

EVERY_WORDS = [
    *(words.message for words in READ_ERRORS.values()),
    *(words.mend for words in READ_ERRORS.values()),
    *WARNINGS.values(),
    *ADVICE.values(),
]


@pytest.mark.parametrize("code", get_args(ReadErrorCode))
def test_every_cause_has_its_words_and_a_mend(code: ReadErrorCode) -> None:
    assert code in READ_ERRORS


@pytest.mark.parametrize("words", EVERY_WORDS, ids=lambda words: words.en[:30])
def test_both_languages_tell_the_same_facts(words: Words) -> None:
    def facts(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert facts(words.zh) == facts(words.en)


def test_an_error_is_told_with_its_facts() -> None:
    message, mend = error_words(UnreadableFile("too_many_pages", pages=2500, limit=2000), "zh")
    assert "2500" in message
    assert "2000" in message
    assert mend


def test_a_warning_keeps_its_words_in_both_languages() -> None:
    doubt = warning("hidden_text", "en", 3, count=7)
    assert doubt.message == doubt.message_en == WARNINGS["hidden_text"].say("en", page=3, count=7)
    assert doubt.message_zh == WARNINGS["hidden_text"].say("zh", page=3, count=7)
