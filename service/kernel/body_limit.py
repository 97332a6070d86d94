"""A bound on what a request may send, counted as it comes in; nothing of it touches the disk."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.kernel.errors import problem

MEGABYTE = 1024 * 1024
OVERHEAD = MEGABYTE
"""Room for the form around the file."""


class BodyLimit:
    """Refuses larger bodies: by their declared length at once, else where the count passes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._told = limit // MEGABYTE
        self._limit = limit + OVERHEAD
        # A part above this size would be spooled to a temporary file, in clear.
        MultiPartParser.spool_max_size = self._limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._limit:
            await self._refuse(scope, receive, send)
            return
        received, passed, refused = 0, False, False

        async def counted() -> Message:
            nonlocal received, passed
            message = await receive()
            received += len(message.get("body", b""))
            passed = received > self._limit
            return {"type": "http.disconnect"} if passed else message

        async def answered(message: Message) -> None:
            """What the application says of a body that broke off is replaced by the reason."""
            nonlocal refused
            if not passed:
                await send(message)
            elif not refused:
                refused = True
                await self._refuse(scope, receive, send)

        await self._app(scope, counted, answered)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = problem(Request(scope), 413, "too_large", {"limit_mb": self._told})
        await response(scope, receive, send)
