"""Why a file cannot be read. The words for people stand in ``nlp.messages``, keyed by code."""

from __future__ import annotations

from typing import Literal

ReadErrorCode = Literal[
    "empty_file",
    "unknown_type",
    "encrypted_pdf",
    "broken_pdf",
    "no_pages",
    "broken_docx",
    "encrypted_docx",
    "broken_ofd",
    "broken_image",
    "no_text",
    "too_large",
    "too_many_pages",
    "archive_bomb",
    "broken_archive",
    "needs_libreoffice",
    "needs_ocr",
]


class UnreadableFile(Exception):
    """A file that cannot be read, with a stable code and the facts its message needs."""

    def __init__(self, code: ReadErrorCode, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
