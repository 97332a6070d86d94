from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.document import FileInfo, Reading
from nlp.extraction import extract_facts
from nlp.ports import Tools
from nlp.structure import find_structure
from tests.factories.documents import document_of


@pytest.fixture(scope="session")
def facts_of() -> Callable[[str], Reading]:
    """Plain text to a reading with structure and facts, without any model."""

    def read(text: str) -> Reading:
        file = FileInfo("contract.txt", "0" * 64, "text/plain", 1)
        return extract_facts(find_structure(file, document_of(text), Tools()), Tools())

    return read
