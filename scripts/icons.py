"""Draw the app's icons (``service/web/public/icons``) from the shapes of ``icon.svg``.

Run with ``python scripts/icons.py`` after the drawing has changed.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parents[1] / "service/web/public/icons"
BLUE, PAPER, RED = "#1f3a5f", "#f6f4ee", "#b3261e"
FINER = 8
"""Drawn so many times larger, then made smaller: smooth edges."""
VIEW = 64
"""The drawing's own width, as in ``icon.svg``."""


def draw(size: int, *, maskable: bool) -> Image.Image:
    """The icon; a maskable one fills the square and keeps its drawing in the safe middle."""
    scale = size * FINER / VIEW
    share = 0.78 if maskable else 1.0
    picture = Image.new("RGBA", (size * FINER, size * FINER))
    pen = ImageDraw.Draw(picture)

    def at(*points: float) -> list[float]:
        return [((each - VIEW / 2) * share + VIEW / 2) * scale for each in points]

    def line(points: list[float], colour: str, width: float) -> None:
        thick = width * share * scale
        pen.line(points, fill=colour, width=round(thick), joint="curve")
        for x, y in zip(points[::2], points[1::2], strict=True):
            pen.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=colour)

    edge = size * FINER - 1
    pen.rounded_rectangle([0, 0, edge, edge], 0 if maskable else 12 * scale, fill=BLUE)
    pen.polygon(at(18, 14, 38, 14, 46, 22, 46, 50, 18, 50), fill=PAPER)
    for left, right, y in ((24, 40, 28), (24, 40, 34), (24, 33, 40)):
        line(at(left, y, right, y), BLUE, 2.5)
    pen.ellipse(at(31.5, 33.5, 52.5, 54.5), fill=PAPER if maskable else None)
    pen.ellipse(at(31.5, 33.5, 52.5, 54.5), outline=RED, width=round(3 * share * scale))
    line(at(38.5, 44, 41, 46.7, 45.6, 41.5), RED, 2.6)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for size in (192, 512):
        draw(size, maskable=False).save(OUT / f"icon-{size}.png", optimize=True)
        draw(size, maskable=True).convert("RGB").save(OUT / f"maskable-{size}.png", optimize=True)
    draw(180, maskable=True).convert("RGB").save(OUT / "apple-touch-icon.png", optimize=True)


if __name__ == "__main__":
    main()
