"""``python -m workers.backup``: carry out the backup or drill that waits, then end."""

from __future__ import annotations

from service.backup.actions import carry_out_next
from service.backup.command import ground
from service.kernel import logs
from service.kernel.settings import settings


def main() -> None:
    """Carry out what waits, then end."""
    logs.configure(settings().log_format)
    carry_out_next(ground(settings()))


if __name__ == "__main__":
    main()
