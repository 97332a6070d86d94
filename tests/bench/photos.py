"""Photos of contract pages on desks, drawn by the computer, whose true corners are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2

from service.kernel.settings import ROOT

Image = npt.NDArray[np.uint8]
WIDTH, HEIGHT = 900, 1200
SOURCES = (
    "fixtures/labelled/dev/zh/lease.pdf",
    "fixtures/labelled/dev/zh/construction.pdf",
    "fixtures/demo/Exclusive Distribution Agreement.pdf",
    "fixtures/demo/股权转让协议.pdf",
)
KINDS = ("plain desk", "wood", "cloth", "dark desk", "shadow", "partly outside")
EACH = 8


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture (RGB) and where the sheet's corners are, clockwise from its top left."""

    kind: str
    image: Image
    corners: npt.NDArray[np.float64]


def photos(each: int = EACH) -> list[Photo]:
    """The same photos every time, ``each`` of every kind."""
    return [photo(kind, seed) for kind in KINDS for seed in range(each)]


def photo(kind: str, seed: int) -> Photo:
    """A page lying on a desk, seen by a hand that does not hold the telephone straight."""
    dice = np.random.default_rng([KINDS.index(kind), seed])
    page = _page(SOURCES[seed % len(SOURCES)], seed // len(SOURCES) % 2)
    corners = _corners(dice, outside=kind == "partly outside")
    size = page.shape[1], page.shape[0]
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    warp = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    desk = _desk(kind, dice)
    sheet = cv2.warpPerspective(page, warp, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    inside = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillConvexPoly(inside, (corners * 16).round().astype(np.int32), 255, cv2.LINE_AA, 4)
    thrown = cv2.GaussianBlur(np.roll(inside, (6, 5), (0, 1)), (0, 0), 7)[..., None] / 255
    share = inside[..., None] / 255
    picture = desk * (1 - 0.28 * thrown) * (1 - share) + sheet * dice.uniform(0.82, 0.97) * share
    picture *= _light(dice, shadow=kind == "shadow")[..., None]
    picture = cv2.GaussianBlur(picture, (0, 0), dice.uniform(0.5, 1.2))
    picture += dice.normal(0, dice.uniform(1, 5), picture.shape)
    small = np.clip(picture, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 82])
    opened: Any = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return Photo(kind, np.ascontiguousarray(opened[..., ::-1]), corners)


@lru_cache
def _page(source: str, number: int) -> Image:
    with pypdfium2.PdfDocument(Path(ROOT / source)) as document:
        picture = document[number].render(scale=1.6).to_pil().convert("RGB")
    return np.asarray(picture)


def _corners(dice: np.random.Generator, *, outside: bool) -> npt.NDArray[np.float64]:
    """A sheet turned and tilted a little; ``outside`` pushes one of its sides over the border."""
    long = HEIGHT * dice.uniform(0.68, 0.86)
    half = np.array([long / 2**0.5 / 2, long / 2])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    angle = np.radians(dice.uniform(-14, 14))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = (signs * half) @ turn.T + dice.normal(0, 0.028 * long, (4, 2))
    spare = np.array([WIDTH, HEIGHT]) / 2 - np.abs(corners).max(axis=0)
    middle = np.array([WIDTH, HEIGHT]) / 2 + spare.clip(8) * dice.uniform(-0.7, 0.7, 2)
    if outside:
        side = int(dice.integers(4))
        axis, sign = side % 2, (-1, 1)[side // 2]
        over = dice.uniform(20, 90)
        edge = np.sort(corners[:, axis] * sign)[::-1][1]
        limit = (WIDTH, HEIGHT)[axis] / 2
        middle[axis] = (WIDTH, HEIGHT)[axis] / 2 + sign * (limit - edge + over)
    return corners + middle


def _desk(kind: str, dice: np.random.Generator) -> npt.NDArray[np.float64]:
    if kind == "dark desk":
        colour, rough = np.array([44.0, 42, 46]) * dice.uniform(0.6, 1.5), 4.0
    elif kind == "wood":
        return _wood(dice)
    elif kind == "cloth":
        colour, rough = dice.uniform(60, 170, 3), 26.0
    else:
        colours = ([186, 158, 120], [150, 152, 158], [120, 88, 60], [196, 190, 178], [92, 120, 150])
        colour, rough = np.array(colours[int(dice.integers(5))], dtype=float), 5.0
    fine = dice.normal(0, rough, (HEIGHT, WIDTH, 1))
    coarse = cv2.resize(dice.normal(0, rough, (HEIGHT // 16, WIDTH // 16)), (WIDTH, HEIGHT))
    return np.asarray(colour + cv2.GaussianBlur(fine, (0, 0), 1)[..., None] + coarse[..., None])


def _wood(dice: np.random.Generator) -> npt.NDArray[np.float64]:
    """Boards with grain along them and dark joints between."""
    grain = cv2.resize(dice.normal(0, 1, (HEIGHT // 2, 12)), (WIDTH, HEIGHT))
    waves = cv2.GaussianBlur(grain, (0, 0), 2.0)
    colour = np.array([172.0, 126, 82]) * dice.uniform(0.7, 1.15)
    desk = colour + waves[..., None] * np.array([30.0, 26, 20])
    for y in range(int(dice.integers(40, 200)), HEIGHT, int(dice.integers(230, 380))):
        desk[y : y + 4] *= 0.45
    if dice.random() < 0.5:
        desk = np.ascontiguousarray(np.rot90(cv2.resize(desk, (HEIGHT, WIDTH))))
    return np.asarray(desk)


def _light(dice: np.random.Generator, *, shadow: bool) -> npt.NDArray[np.float64]:
    """Light that falls off to one side, and where asked the shadow of an arm or a telephone."""
    across, down = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-1, 1, HEIGHT))
    turn = dice.uniform(0, 2 * np.pi)
    light = 0.86 + dice.uniform(0.04, 0.16) * (across * np.cos(turn) + down * np.sin(turn))
    if shadow:
        mask = np.zeros((HEIGHT, WIDTH), np.float32)
        where = dice.uniform(0.15, 0.85)
        lean = dice.uniform(-0.4, 0.4)
        band = dice.uniform(0.15, 0.45)
        points = [
            [where - band, -0.1], [where + band, -0.1],
            [where + band + lean, 1.1], [where - band + lean, 1.1],
        ]  # fmt: skip
        cv2.fillConvexPoly(mask, (np.array(points) * [WIDTH, HEIGHT]).astype(np.int32), 1.0)
        soft = cv2.GaussianBlur(mask, (0, 0), dice.uniform(4, 40))
        light = light * (1 - dice.uniform(0.25, 0.5) * soft)
    return np.asarray(light)
