"""A file that cannot be read says why, and how to mend it, in words on the page."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from nlp.errors import ReadErrorCode
from nlp.messages import READ_ERRORS
from tests.e2e.conftest import SignedIn

pytestmark = pytest.mark.browser


def _pdf(*, encrypted: bool) -> bytes:
    """One empty page; encrypted, its password check fits no password (ISO 32000-1, 7.6.3)."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>"
        % (b"3f" * 32, b"a7" * 32),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    guard = b" /Encrypt 4 0 R /ID [<0102> <0102>]" if encrypted else b""
    out += b"trailer << /Size 5 /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (guard, table)
    return bytes(out)


def _blank_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空文件.pdf", b"", "empty_file"),
        ("程序.bin", b"\x7fELF\x02\x01\x01" + bytes(range(256)), "unknown_type"),
        ("损坏.pdf", b"%PDF-1.7\n" + b"\x00garbage" * 40, "broken_pdf"),
        ("加密.pdf", _pdf(encrypted=True), "encrypted_pdf"),
        ("白纸.png", _blank_picture(), "no_text"),
    ],
    ids=["empty", "unknown type", "broken", "encrypted", "picture without text"],
)
def test_a_bad_file_says_why_and_how_to_mend_it(
    sign_in: SignedIn, name: str, content: bytes, code: ReadErrorCode
) -> None:
    page = sign_in("fawu")
    page.goto("/upload")
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_test_id("file-input").set_input_files(files=[file])
    page.get_by_test_id("start-reading").click()
    alert = page.locator("[data-testid=upload-problem], [data-testid=job-row] [role=alert]").first
    words = READ_ERRORS[code]
    expect(alert).to_contain_text(words.message.zh.rstrip("。"), timeout=90_000)
    expect(alert).to_contain_text(words.mend.zh)
