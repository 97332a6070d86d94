"""A clock that a test moves, for all that counts time in accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from service.accounts import brakes, passkeys, second_factor, setup, sign_in


class Clock:
    """Stands at a moment until it is moved; backwards, too."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in (brakes, passkeys, second_factor, setup, sign_in):
        monkeypatch.setattr(module, "now", made)
    return made
