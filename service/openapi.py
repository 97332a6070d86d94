"""Writes the application's OpenAPI document: ``python -m service.openapi FILE``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from service.app import create_app
from service.kernel.settings import Settings


def document() -> str:
    """The document, formatted so that a diff of it can be read."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = create_app(Settings(data=data / "data", key_file=data / "openapi.key"))
        return json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
