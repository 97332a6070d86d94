"""What browsers are told to forbid: the one home of the security headers.

Neither scripts nor styles may stand in a page itself; where a page of ours needs a style, its
policy names that style's hash (``own_style``).
"""

from __future__ import annotations

import base64
import hashlib

from starlette.datastructures import MutableHeaders

POLICY = "Content-Security-Policy"
_PAGE = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "frame-src 'none'"
)
_DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_SELF = ("camera", "publickey-credentials-get", "publickey-credentials-create")
_NOBODY = (
    "accelerometer", "bluetooth", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [f"{name}=(self)" for name in _SELF] + [f"{name}=()" for name in _NOBODY]
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def own_style(page: str) -> str:
    """The policy of a page that holds one ``<style>``, pictures as data, and nothing else."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"{_DATA}; style-src 'sha256-{digest}'; img-src data:; sandbox"


def secure(headers: MutableHeaders, path: str, scheme: str) -> None:
    """Add to an answer's headers what it does not say itself."""
    is_data = path.startswith("/api")
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault(POLICY, _DATA if is_data else _PAGE)
    if scheme == "https":
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if is_data:
        headers.setdefault("Cache-Control", "no-store")
