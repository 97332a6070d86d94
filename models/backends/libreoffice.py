"""Old Word files (.doc) through LibreOffice, as a process of its own, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from nlp.errors import UnreadableFile

SECONDS = 120
"""A conversion that takes longer is given up; most take a few seconds."""


def libreoffice_program() -> str | None:
    """The program that converts, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


class LibreOffice:
    """Turns .doc into .docx. The file lies in a private temporary folder while it is converted."""

    name = "libreoffice"

    def __init__(self, program: str, seconds: float = SECONDS) -> None:
        self._program = program
        self._seconds = seconds

    def to_docx(self, data: bytes) -> bytes:
        """Raises :class:`UnreadableFile` (broken_docx) where LibreOffice cannot read it either."""
        with tempfile.TemporaryDirectory(prefix="jianqi-doc-") as place:
            folder = Path(place)
            (folder / "old.doc").write_bytes(data)
            try:
                subprocess.run(
                    [
                        self._program,
                        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                        "--headless",
                        "--convert-to",
                        "docx",
                        "--outdir",
                        str(folder / "new"),
                        str(folder / "old.doc"),
                    ],
                    check=True,
                    timeout=self._seconds,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                return (folder / "new" / "old.docx").read_bytes()
            except (subprocess.SubprocessError, OSError) as error:
                raise UnreadableFile("broken_docx") from error
