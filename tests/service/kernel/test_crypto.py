"""What is stored can be read back only with the key, and only unchanged."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.kernel.crypto import BadKeyFile, CannotDecrypt, MasterKey, create_key
from service.kernel.keys import open_key
from service.kernel.settings import Settings
from service.kernel.storage import FileMissing, Storage

KEY = MasterKey(bytes(range(32)))
OTHER = MasterKey(bytes(range(1, 33)))


@given(st.binary(max_size=5000))
def test_what_is_encrypted_decrypts_to_itself(data: bytes) -> None:
    assert KEY.decrypt(KEY.encrypt(data)) == data


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_changed_byte_is_noticed(data: bytes, draw: st.DataObject) -> None:
    sealed = bytearray(KEY.encrypt(data))
    place = draw.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1
    with pytest.raises(CannotDecrypt):
        KEY.decrypt(bytes(sealed))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(CannotDecrypt):
        OTHER.decrypt(KEY.encrypt("合同".encode()))


def test_the_address_of_a_file_needs_the_key() -> None:
    assert KEY.keyed_hash(b"a") == KEY.keyed_hash(b"a")
    assert KEY.keyed_hash(b"a") != OTHER.keyed_hash(b"a")


def at(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", key_file=tmp_path / "keys" / "master.key")


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first, made = open_key(at(tmp_path))
    again, made_again = open_key(at(tmp_path))
    assert (made, made_again) == (True, False)
    assert first == again
    assert stat.S_IMODE((tmp_path / "keys" / "master.key").stat().st_mode) == 0o600


def test_a_damaged_key_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_text("not a key")
    with pytest.raises(BadKeyFile, match="不要删除"):
        open_key(Settings(data=tmp_path / "data", key_file=path))
    assert path.read_text() == "not a key"


def test_a_lost_key_is_never_made_anew_over_data_that_need_it(tmp_path: Path) -> None:
    open_key(at(tmp_path))
    (tmp_path / "keys" / "master.key").unlink()
    with pytest.raises(BadKeyFile, match="missing"):
        open_key(at(tmp_path))
    assert not (tmp_path / "keys" / "master.key").exists()


def test_another_datas_key_is_refused(tmp_path: Path) -> None:
    open_key(at(tmp_path))
    create_key(tmp_path / "other.key")
    with pytest.raises(BadKeyFile, match="not the key of the data"):
        open_key(Settings(data=tmp_path / "data", key_file=tmp_path / "other.key"))


def test_storage_keeps_no_clear_text(tmp_path: Path) -> None:
    storage = Storage.open(None, tmp_path, KEY)
    sentence = "甲方应在验收合格后三十日内付清全部价款"
    storage.put("originals/ab/file", sentence.encode())
    assert storage.get("originals/ab/file") == sentence.encode()
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert sentence.encode() not in on_disk


def test_storage_says_what_is_missing(tmp_path: Path) -> None:
    storage = Storage.open(None, tmp_path, KEY)
    with pytest.raises(FileMissing):
        storage.get("originals/ab/none")
    assert not storage.exists("originals/ab/none")
    storage.delete("originals/ab/none")
