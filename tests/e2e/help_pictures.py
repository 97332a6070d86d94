"""Write the help's pictures: small copies of ``docs/screens``, in both languages.

Run with ``python -m tests.e2e.help_pictures`` after ``python -m tests.e2e.screens``.
"""

from __future__ import annotations

import json

from PIL import Image, ImageChops

from tests.e2e.running import ROOT

SCREENS = ROOT / "docs/screens"
OUT = ROOT / "service/web/src/help/pictures"
WIDTH = 960
MARGIN = 24
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
    """Shrink each screen of a desk, and note the size of the copy: the page keeps its place."""
    OUT.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for name in PICTURES:
        for language in ("zh", "en"):
            with Image.open(SCREENS / f"{name}-1440-{language}.webp") as screen:
                whole = _without_empty_end(screen.convert("RGB"))
            small = whole.resize(
                (WIDTH, whole.height * WIDTH // whole.width), Image.Resampling.LANCZOS
            )
            small.save(OUT / f"{name}-{language}.webp", quality=QUALITY, method=6)
            sizes[f"{name}-{language}"] = small.size
    (OUT / "sizes.json").write_text(json.dumps(sizes, indent=1) + "\n", "utf-8")


def _without_empty_end(screen: Image.Image) -> Image.Image:
    """Cut off what is but background below the last thing shown."""
    background = Image.new("RGB", screen.size, screen.getpixel((2, screen.height - 2)))
    box = ImageChops.difference(screen, background).getbbox() or (0, 0, *screen.size)
    return screen.crop((0, 0, screen.width, min(screen.height, box[3] + MARGIN)))


if __name__ == "__main__":
    main()
