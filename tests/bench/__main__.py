"""Every speed, memory and search table, one after the other; JSON goes to ``build/``."""

from __future__ import annotations

import subprocess
import sys

from service.kernel.settings import ROOT

BENCHES = (
    ("search", "search", []),
    ("camera", "camera", []),
    ("visibility", "visibility", []),
    ("speed", "speed", []),
    ("ocr", "ocr", []),
    ("memory", "ocr", ["--memory", "10", "300"]),
)
"""Name of the table, module, and what it is told."""


def main() -> int:
    """Runs each bench in a process of its own; the exit status tells whether all of them ran."""
    failed = 0
    for name, module, options in BENCHES:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.bench.{module}", *options]
        failed += (
            subprocess.run([*command, "--json", f"build/{name}.json"], cwd=ROOT).returncode != 0
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
