"""The settings of ``service/kernel/limits.py``: how many calls in what time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "search",
    "report",
    "compare",
    "page",
    "files",
    "upload",
    "reread",
    "backup",
    "account",
    "sign_in",
]
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_RATE = r"^[1-9]\d{0,5}/(second|minute|hour)$"


class Limits(BaseModel):
    """Calls of one caller in a time, all at once or spread; a caller is a person, a token, or,
    where nobody is signed in, an address."""

    model_config = ConfigDict(extra="forbid")

    on: bool = True
    search: str = Field("120/minute", pattern=_RATE)
    report: str = Field(
        "60/minute", pattern=_RATE, description="Reports, tables, exports of the audit log."
    )
    compare: str = Field("60/minute", pattern=_RATE, description="Comparisons and their reports.")
    page: str = Field("1200/minute", pattern=_RATE, description="Pictures of pages.")
    files: str = Field("60/hour", pattern=_RATE, description="Archives of originals.")
    upload: str = Field("1000/hour", pattern=_RATE)
    reread: str = Field("300/hour", pattern=_RATE, description="Reading or reviewing again.")
    backup: str = Field("20/hour", pattern=_RATE, description="Backups and drills by hand.")
    account: str = Field("120/hour", pattern=_RATE, description="Passwords, codes, passkeys.")
    sign_in: str = Field("300/minute", pattern=_RATE, description="By address: an office has one.")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in so many seconds."""

    calls: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> Rate:
        calls, _, unit = text.partition("/")
        return cls(int(calls), _SECONDS[unit])
