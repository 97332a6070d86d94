"""Archives of documents."""

from __future__ import annotations

import io
import zipfile

import pytest

from nlp.errors import UnreadableFile
from nlp.parsing import archive
from nlp.parsing.archive import unpack
from tests.factories.word import package


def test_files_come_with_their_own_names() -> None:
    data = package({"a/合同.pdf": b"1", "__MACOSX/._x": b"2", "b.txt": b"3"})
    assert list(unpack("x.zip", data)) == [("合同.pdf", b"1"), ("b.txt", b"3")]


def test_a_name_in_gbk_is_readable() -> None:
    raw = "采购合同.pdf".encode("gbk")
    # Archivers on Chinese Windows write the bytes and leave the flag for UTF-8 names clear.
    target = io.BytesIO()
    entry = zipfile.ZipInfo("0" * len(raw))
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(entry, b"1")
    data = target.getvalue().replace(b"0" * len(raw), raw)
    assert list(unpack("x.zip", data)) == [("采购合同.pdf", b"1")]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/abs/x.pdf", "..\\..\\win.pdf"])
def test_no_name_leads_out_of_the_archive(name: str) -> None:
    ((found, _),) = unpack("x.zip", package({name: b"1"}))
    assert "/" not in found
    assert "\\" not in found


def test_a_bomb_is_refused_by_its_ratio() -> None:
    with pytest.raises(UnreadableFile, match="archive_bomb"):
        list(unpack("x.zip", package({"a.txt": b"0" * 30_000_000})))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    with pytest.raises(UnreadableFile, match="archive_bomb"):
        list(unpack("x.zip", package({f"{n}.txt": b"1" for n in range(3)})))


@pytest.mark.parametrize("data", [b"PK\x03\x04junk", package({"a.pdf": b"1" * 90})[:60]])
def test_a_broken_archive_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="broken_archive"):
        list(unpack("x.zip", data))
