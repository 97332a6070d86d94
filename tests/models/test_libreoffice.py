"""Old Word files come in through LibreOffice, or are refused in plain words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from models.backends.libreoffice import LibreOffice, libreoffice_program
from nlp.errors import UnreadableFile
from nlp.pipeline import open_source
from nlp.ports import Tools

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le")


def program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_what_the_program_writes_is_read_as_word(tmp_path: Path, fixtures: Path) -> None:
    docx = fixtures / "labelled/dev/zh/nda.docx"
    # The options are profile, --headless, --convert-to docx, --outdir, folder, file.
    stand_in = program(tmp_path, f'mkdir -p "$6" && cp "{docx}" "$6/old.docx"')
    source = open_source("旧合同.doc", OLE, LibreOffice(stand_in))
    assert source.media_type == "application/msword"
    assert "保密" in source.read_page(1, Tools()).lines[0].text


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "sleep 5"])
def test_a_file_that_it_cannot_convert_is_refused(tmp_path: Path, script: str) -> None:
    with pytest.raises(UnreadableFile, match="broken_docx"):
        open_source("旧合同.doc", OLE, LibreOffice(program(tmp_path, script), seconds=1))


def test_without_it_the_refusal_says_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="needs_libreoffice"):
        open_source("旧合同.doc", OLE)


def test_a_real_old_word_file_is_read(tmp_path: Path, fixtures: Path) -> None:
    found = libreoffice_program()
    if found is None:
        pytest.skip("LibreOffice, which is optional, is not installed")
    docx = fixtures / "labelled/dev/zh/nda.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [found, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(docx)], check=True, timeout=120, capture_output=True)
    source = open_source("nda.doc", (tmp_path / "nda.doc").read_bytes(), LibreOffice(found))
    text = [
        line.text
        for n in range(source.page_count)
        for line in source.read_page(n + 1, Tools()).lines
    ]
    original = open_source("nda.docx", docx.read_bytes())
    wanted = [
        line.text
        for n in range(original.page_count)
        for line in original.read_page(n + 1, Tools()).lines
    ]
    assert [line for line in text if line][:5] == [line for line in wanted if line][:5]
