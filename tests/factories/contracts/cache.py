"""Labelled contracts that the repository keeps as draft and gold alone, printed when wanted.

The forms go into ``build/labelled``. A folder there is named by the hash of all that decides its
bytes: the draft, how it is catalogued, the code that prints and the versions of what it prints
with. A change makes new files; old ones lie about until ``build/`` is emptied.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from tests.factories import scans
from tests.factories.contracts.build import composed, printed
from tests.factories.contracts.catalogue import LABELLED, Form, Labelled
from tests.factories.contracts.draft import FOLDER
from tests.factories.contracts.faces import face_files

CACHE = Path(__file__).resolve().parents[3] / "build" / "labelled"
ENDINGS: dict[Form, str] = {"docx": ".docx", "pdf": ".pdf", "scan": ".scan.pdf"}
_PRINTERS = ("python-docx", "weasyprint", "pydyf", "pypdfium2", "pillow", "fonttools")


def catalogued(part: str, draft: str) -> Labelled | None:
    """The entry of ``draft`` in ``part``, where its forms are not kept in the repository."""
    found = (item for item in LABELLED if (item.part, item.draft) == (part, draft))
    return next((item for item in found if not item.kept), None)


def form_file(item: Labelled, form: Form, folder: Path = CACHE) -> Path:
    """The contract in one form, printed now if it has not been before."""
    name = item.draft.rpartition("/")[2]
    file = folder / item.part / f"{item.draft}-{_key(item)}" / f"{name}{ENDINGS[form]}"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = composed(item.draft, item.seed, clean=item.clean)
        data = printed(draft, form, item.seed, item.glass, over_text=item.over_text)
        unfinished = file.with_name(f"{file.name}.{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(file)
    return file


def _key(item: Labelled) -> str:
    draft = (FOLDER / f"{item.draft}.txt").read_bytes()
    return hashlib.sha256(b"\0".join([draft, repr(item).encode(), _printing()])).hexdigest()[:16]


@lru_cache(maxsize=1)
def _printing() -> bytes:
    """Hash of the code, the libraries and the faces that print."""
    return hashlib.sha256(b"\0".join(_printing_parts())).digest()


def _printing_parts() -> Iterator[bytes]:
    for file in [*sorted(Path(__file__).parent.glob("*.py")), Path(scans.__file__)]:
        if file.name != "catalogue.py":
            yield file.read_bytes()
    for library in _PRINTERS:
        yield f"{library} {version(library)}".encode()
    for face in face_files():
        yield f"{face.name} {face.stat().st_size}".encode()
