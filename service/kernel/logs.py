"""Structured logs. They name things by id and never hold contract text."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Literal

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("jianqi")


def configure(style: Literal["text", "json"], level: int = logging.INFO) -> None:
    """Set up logging of this process."""
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def frames(error: BaseException) -> list[str]:
    """Where an error came from, innermost last. Its message may quote a contract: never logged."""
    return [
        f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
