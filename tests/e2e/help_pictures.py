"""Write the help's pictures: small copies of ``docs/screens``, in both languages.

Run with ``python -m tests.e2e.help_pictures`` after ``python -m tests.e2e.screens``.
"""

from __future__ import annotations

from PIL import Image

from tests.e2e.running import ROOT

SCREENS = ROOT / "docs/screens"
OUT = ROOT / "service/web/src/help/pictures"
SIZE = (960, 600)
QUALITY = 80
PICTURES = (
    "sign-in",
    "home",
    "contracts",
    "upload",
    "jobs",
    "contract-risks",
    "contract-facts",
    "report",
    "search",
    "me",
    "users",
    "audit",
)


def main() -> None:
    """Shrink each screen of a desk."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        for language in ("zh", "en"):
            with Image.open(SCREENS / f"{name}-1440-{language}.png") as screen:
                small = screen.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
            small.save(OUT / f"{name}-{language}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
