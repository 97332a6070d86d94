"""From which network address the request in hand came; the audit log notes it."""

from __future__ import annotations

from contextvars import ContextVar

caller_address: ContextVar[str | None] = ContextVar("caller_address", default=None)
"""None outside requests. Behind a trusted proxy it is what that reports."""
