"""Why a period cannot be computed. The words for people stand in ``nlp.periods.words``."""

from __future__ import annotations

from typing import Literal

PeriodErrorCode = Literal[
    "no_period", "event_mismatch", "bad_event", "bad_pause", "out_of_range", "suspended"
]


class PeriodError(Exception):
    """A phrase or a date that leads to no date, with a stable code and what its message needs."""

    def __init__(self, code: PeriodErrorCode, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
