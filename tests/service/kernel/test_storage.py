"""Files are kept the same way in a folder and in S3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from obstore.store import from_url

from service.kernel.crypto import MasterKey
from service.kernel.storage import FileMissing, Storage
from tests.servers import Bucket, s3_server

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with s3_server() as made, pytest.MonkeyPatch.context() as patch:
        for name, value in made.environment.items():
            patch.setenv(name, value)
        yield made


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    url = None
    if request.param == "s3":
        url = f"{request.getfixturevalue('bucket').url}/{tmp_path.name}"
    return Storage.open(url, tmp_path, MasterKey(b"k" * 32))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=4096))
def test_what_goes_in_comes_out(storage: Storage, data: bytes) -> None:
    storage.put("originals/ab/abc", data)
    assert storage.get("originals/ab/abc") == data


def test_a_missing_file_is_said_to_be_missing(storage: Storage) -> None:
    assert not storage.exists("pages/none")
    with pytest.raises(FileMissing):
        storage.get("pages/none")
    storage.delete("pages/none")


def test_a_listing_names_what_lies_under_a_folder_and_no_more(storage: Storage) -> None:
    for key in ("pages/1/1@110.png", "pages/1/2@110.png", "pages/11/1@110.png", "crops/1"):
        storage.put(key, b"x")
    assert storage.keys("pages/1") == ["pages/1/1@110.png", "pages/1/2@110.png"]
    storage.delete("pages/1/1@110.png")
    assert storage.keys("pages") == ["pages/1/2@110.png", "pages/11/1@110.png"]


def test_a_bucket_never_holds_clear_text(bucket: Bucket) -> None:
    secret = "本合同总价款为人民币壹佰万元整".encode()
    Storage.open(f"{bucket.url}/sealed", Path(), MasterKey(b"k" * 32)).put("originals/a", secret)
    lying_there = bytes(obstore.get(from_url(bucket.url), "sealed/originals/a").bytes())
    assert secret not in lying_there
    assert len(lying_there) > len(secret)
