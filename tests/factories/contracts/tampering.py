"""Planted changes, of the kinds that a returned contract may hide, on a draft's blocks.

Each kind takes the blocks and a seeded generator and gives the changed blocks with what was
planted, or None where the draft offers no place for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import opencc

from nlp.extraction.dates import find_dates
from nlp.extraction.money import find_money
from tests.factories.contracts.draft import Block, Draft


@dataclass(frozen=True)
class Planted:
    """One change: its kind and the text that it touched, as it was and as it is."""

    kind: str
    old: str
    new: str


Blocks = tuple[Block, ...]
Tamper = Callable[[Blocks, random.Random], tuple[Blocks, Planted] | None]

INSERTED = {
    "zh": "乙方委托第三方完成主要工作的，甲方应按实际发生额另行支付服务费人民币86,500.00元。",
    "en": "The parties further agree that an additional handling charge of USD 8,650.00 applies to "
    "every shipment made outside of ordinary business hours.",
}
_NEGATIONS = (
    ("不得", "可以"),
    ("不承担", "承担"),
    ("不超过", "超过"),
    ("不予", "予以"),
    ("不可", "可"),
)
_EN_NEGATIONS = ((" shall not ", " shall "), (" may not ", " may "), (" not ", " "))


def _place(blocks: Blocks, index: int, cell: int, text: str) -> Blocks:
    block = blocks[index]
    if cell >= 0:
        cells = (*block.cells[:cell], text, *block.cells[cell + 1 :])
        changed = replace(block, cells=cells)
    else:
        changed = replace(block, text=text)
    return (*blocks[:index], changed, *blocks[index + 1 :])


def _texts(blocks: Blocks) -> list[tuple[int, int, str]]:
    """Every text with its block and cell; a block's own text has cell -1."""
    found = [(index, -1, block.text) for index, block in enumerate(blocks) if block.text]
    found += [
        (index, cell, text)
        for index, block in enumerate(blocks)
        if block.kind == "row"
        for cell, text in enumerate(block.cells)
    ]
    return found


def _spans(
    blocks: Blocks, find: Callable[[str], Sequence[tuple[int, int]]]
) -> list[tuple[int, int, int, int]]:
    return [
        (index, cell, start, end)
        for index, cell, text in _texts(blocks)
        for start, end in find(text)
    ]


def _replaced(
    blocks: Blocks,
    rng: random.Random,
    kind: str,
    find: Callable[[str], Sequence[tuple[int, int]]],
    change: Callable[[str], str | None],
) -> tuple[Blocks, Planted] | None:
    places = _spans(blocks, find)
    rng.shuffle(places)
    for index, cell, start, end in places:
        block = blocks[index]
        text = block.text if cell < 0 else block.cells[cell]
        old = text[start:end]
        new = change(old)
        if new is not None and new != old:
            return _place(blocks, index, cell, text[:start] + new + text[end:]), Planted(
                kind, old, new
            )
    return None


def _matches(pattern: str) -> Callable[[str], Sequence[tuple[int, int]]]:
    return lambda text: [match.span() for match in re.finditer(pattern, text)]


def _other_digit(text: str, rng: random.Random) -> str | None:
    digits = [at for at, character in enumerate(text) if character in "123456789"]
    if not digits:
        return None
    at = rng.choice(digits)
    other = rng.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + other + text[at + 1 :]


def digit(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """One figure of a sum."""

    def sums(text: str) -> list[tuple[int, int]]:
        return [
            (m.start, m.end) for m in find_money(text) if re.search(r"\d", text[m.start : m.end])
        ]

    return _replaced(blocks, rng, "digit", sums, lambda old: _other_digit(old, rng))


def unit(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """万元 becomes 元; an English thousand becomes a million."""
    found = _replaced(
        blocks, rng, "unit", _matches(r"[\d.,]+\s?万元"), lambda old: old.replace("万元", "元")
    )
    return found or _replaced(
        blocks,
        rng,
        "unit",
        _matches(r"\d{1,3},\d{3}(?:\.\d\d)?(?=[元 ])"),
        lambda old: old.replace(",", "", 1)[:-1] if "." not in old else old.replace(".", "", 1),
    )


def date(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """Another day or month."""

    def days(text: str) -> list[tuple[int, int]]:
        return [(m.start, m.end) for m in find_dates(text) if m.precision == "day"]

    def other(old: str) -> str | None:
        match = re.search(r"(?<!\d)(\d{1,2})(?=\s?[日,号]|$|(?:st|nd|rd|th)?\s)", old)
        if match is None:
            return None
        day = rng.choice([d for d in range(1, 29) if d != int(match[1])])
        return old[: match.start()] + str(day) + old[match.end() :]

    return _replaced(blocks, rng, "date", days, other)


def party(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """One character of a company's name, in one place."""
    pattern = (
        r"[\u4e00-\u9fff]{2,14}(?:有限公司|股份有限公司)|"
        r"[A-Z]\w+ (?:[A-Z]\w+ ){0,3}(?:Inc|Ltd|LLC|Corp|Limited|GmbH)\b"
    )

    def other(old: str) -> str:
        if old[0] >= "\u4e00":
            return old[:2] + ("华" if old[2] != "华" else "中") + old[3:]
        return old[0] + ("a" if old[1] != "a" else "o") + old[2:]

    return _replaced(blocks, rng, "party", _matches(pattern), other)


def account(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """One figure of an account."""
    found = _matches(r"(?<![\dA-Z])\d{8,}(?![\dA-Z])")
    return _replaced(blocks, rng, "account", found, lambda old: _other_digit(old, rng))


def negation_removed(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """不得 becomes 可以, shall not becomes shall."""
    swaps = dict(_NEGATIONS + _EN_NEGATIONS)
    found = _matches("|".join(map(re.escape, swaps)))
    return _replaced(blocks, rng, "negation removed", found, lambda old: swaps[old])


def dropped_not(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """不 alone falls out; in English never or no does."""
    found = _replaced(
        blocks, rng, "不 dropped", _matches(r"不(?=[得能可会应予承超])"), lambda _: ""
    )
    return found or _replaced(
        blocks, rng, "不 dropped", _matches(r"\b(?:no|without|not) (?=\w)"), lambda _: ""
    )


def negation_added(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """应 becomes 不应, shall becomes shall not."""
    found = _replaced(
        blocks, rng, "negation added", _matches(r"(?<=[方人])应(?![当付收])"), lambda _: "不应"
    )
    return found or _replaced(
        blocks, rng, "negation added", _matches(r" shall (?!not)"), lambda _: " shall not "
    )


def _clauses(blocks: Blocks) -> list[int]:
    """Clauses that stand alone: no deeper one follows."""
    found = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        inner = after is not None and after.kind == "clause" and after.level > block.level
        if block.kind == "clause" and len(block.text) > 25 and not inner:
            found.append(index)
    return found


def clause_deleted(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """A clause gone; the others keep their numbers."""
    places = _clauses(blocks)
    if not places:
        return None
    index = rng.choice(places)
    gone = blocks[index]
    return (*blocks[:index], *blocks[index + 1 :]), Planted("clause deleted", gone.text, "")


def clause_inserted(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """A clause that nobody agreed to."""
    places = _clauses(blocks)
    if not places:
        return None
    index = rng.choice(places)
    language = "zh" if re.search(r"[\u4e00-\u9fff]", blocks[index].text) else "en"
    added = replace(blocks[index], text=INSERTED[language], number=None, kind="paragraph")
    return (*blocks[: index + 1], added, *blocks[index + 1 :]), Planted(
        "clause inserted", "", added.text
    )


def clause_moved(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """A clause in another place, its words the same."""
    places = _clauses(blocks)
    if len(places) < 4:
        return None
    first = rng.randrange(len(places) // 2)
    source, target = places[first], places[first + len(places) // 2]
    moved = blocks[source]
    rest = [*blocks[:source], *blocks[source + 1 :]]
    rest.insert(target, moved)
    return tuple(rest), Planted("clause moved", moved.text, moved.text)


def sentence_reordered(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """Two sentences of one paragraph change places."""
    places = []
    for index, block in enumerate(blocks):
        parts = re.findall(r"[^。；]+[。；]|[^.]+\.(?:\s|$)", block.text)
        whole = "".join(parts) == block.text and len(parts) >= 2
        if whole and all(
            len(part.strip()) >= (12 if part[0] > "\u3400" else 40) for part in parts[:2]
        ):
            places.append((index, parts))
    if not places:
        return None
    index, parts = rng.choice(places)
    first = parts[0].strip() + (" " if parts[0][-1].isspace() else "")
    swapped = [parts[1].rstrip() + (" " if parts[0][-1].isspace() else ""), first, *parts[2:]]
    shorter = min(parts[:2], key=len)
    return _place(blocks, index, -1, "".join(swapped)), Planted(
        "sentence reordered", shorter, shorter
    )


def table_cell(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """One figure in a table."""
    places = [
        (index, cell)
        for index, block in enumerate(blocks)
        if block.kind == "row"
        for cell, text in enumerate(block.cells)
        if cell and re.search(r"[1-9]", text)
    ]
    if not places:
        return None
    index, cell = rng.choice(places)
    old = blocks[index].cells[cell]
    new = _other_digit(old, rng) or old
    return _place(blocks, index, cell, new), Planted("table cell", old, new)


def percentage(blocks: Blocks, rng: random.Random) -> tuple[Blocks, Planted] | None:
    """% becomes ‰, 万分之 becomes 千分之."""
    found = _matches(r"\d+(?:\.\d+)?[%‰]|[万千]分之[一二三四五六七八九]")
    swaps = str.maketrans("%‰万千", "‰%千万")
    return _replaced(blocks, rng, "percentage", found, lambda old: old.translate(swaps))


VALUES: tuple[Tamper, ...] = (digit, unit, date, party, account, table_cell, percentage)
KINDS: tuple[Tamper, ...] = (
    *VALUES,
    negation_removed,
    dropped_not,
    negation_added,
    clause_deleted,
    clause_inserted,
    clause_moved,
    sentence_reordered,
)


def renumbered(blocks: Blocks) -> Blocks:
    """Every top number from the third on is one higher; nothing else changes."""
    seen = 0
    changed: list[Block] = []
    for block in blocks:
        if block.kind == "clause" and block.level == 1 and block.number:
            seen += 1
            if seen >= 3:
                changed.append(replace(block, number=_next(block.number)))
                continue
        changed.append(block)
    return tuple(changed)


def _next(number: str) -> str:
    digits = "一二三四五六七八九十"
    if match := re.search(r"\d+", number):
        return number[: match.start()] + str(int(match[0]) + 1) + number[match.end() :]
    if match := re.search(f"十[{digits[:9]}]?|[{digits[:9]}]", number):
        value = digits.find(match[0][-1]) + 1 + (10 if len(match[0]) == 2 else 0)
        text = digits[value] if value < 10 else f"十{digits[value - 10]}"
        return number[: match.start()] + text + number[match.end() :]
    return number


_WIDE = str.maketrans("0123456789,;:()", "０１２３４５６７８９，；：（）")
_NARROW = str.maketrans("，；：（）", ",;:()")


def reformatted(blocks: Blocks) -> Blocks:
    """Other widths, marks, blanks and (in Chinese) old forms; not a word is changed."""
    changed: list[Block] = []
    for index, block in enumerate(blocks):
        text = block.text
        if re.search(r"[\u4e00-\u9fff]", text):
            text = text.translate(_NARROW) if index % 3 == 0 else text
            text = opencc.OpenCC("s2t").convert(text) if index % 3 == 1 else text
            text = re.sub(r"(?<![\d.])(\d{1,2})(?=日|个)", lambda m: m[0].translate(_WIDE), text)
        else:
            text = text.replace(", ", ",  ").replace('"', "“")
        changed.append(replace(block, text=text))
    return tuple(changed)


def tampered(draft: Draft, kind: Tamper, seed: int) -> tuple[Draft, Planted] | None:
    """The draft with one change of a kind, its numbers typed."""
    done = kind(draft.blocks, random.Random(f"{draft.name}:{kind.__name__}:{seed}"))
    return None if done is None else (replace(draft, auto={}, blocks=done[0]), done[1])


def all_tampered(draft: Draft, seed: int) -> tuple[Draft, tuple[Planted, ...]]:
    """The draft with one change of every kind that finds a place, in different blocks."""
    blocks, planted = draft.blocks, []
    for kind in KINDS:
        done = kind(blocks, random.Random(f"{draft.name}:{kind.__name__}:{seed}"))
        if done is None or _touched(draft.blocks, blocks, done[0]):
            continue
        blocks = done[0]
        planted.append(done[1])
    return replace(draft, auto={}, blocks=blocks), tuple(planted)


def _touched(original: Blocks, before: Blocks, after: Blocks) -> bool:
    """Whether a change fell on a block that was changed already."""
    known = {(block.text, block.cells) for block in original}
    gone = {(b.text, b.cells) for b in before} - {(b.text, b.cells) for b in after}
    return any(key not in known for key in gone)
