"""A bound on what a request may send, counted as it comes in; nothing of it touches the disk."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OVERHEAD = 1024 * 1024
"""Room for the form around the file."""


class BodyLimit:
    """Refuses larger bodies: by their declared length at once, else where the count passes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit + OVERHEAD
        # A part above this size would be spooled to a temporary file, in clear.
        MultiPartParser.spool_max_size = self._limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        too_long = declared.isdigit() and int(declared) > self._limit
        received = 0

        async def counted() -> Message:
            nonlocal received
            if too_long:
                raise HTTPException(413)
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)
