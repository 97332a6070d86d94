"""The numbers that Word generates: which list a paragraph is in, and what it prints there.

Follows ECMA-376-1, 17.9 (Numbering). Lists that share a definition share its counters; a list's
``startOverride`` counts from its own start the first time that the list is used at that level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.parsing.docx_numbers import printed_number
from nlp.parsing.docx_package import attribute, child, local, number, switched_on
from nlp.parsing.docx_styles import ListPlace, Styles
from nlp.parsing.zip_parts import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SET_SOLID = ("、", "）", "】", "》", "：", "，")
"""Numbers that end with a full-width mark carry their own space."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    text: str
    restart: int | None
    legal: bool
    suffix: str
    linked: str | None


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


class Numbering:
    """Counts as the document is read from its start; ask once a paragraph, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, Element] = {}
        self._nums: dict[int, Element] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                self._definitions[attribute(each, "abstractNumId") or ""] = each
            elif local(each) == "num" and (num := number(each, "numId")) is not None:
                self._nums[num] = each
        self._lists: dict[int, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()

    def number_of(self, paragraph: Element) -> str:
        """The number printed before the paragraph, with the space that parts it; else nothing."""
        place = self._place(paragraph)
        found = self._list(place.num) if place else None
        level = found.levels.get(place.level) if found and place else None
        if found is None or place is None or level is None:
            return ""
        counts = self._count(found, place)
        text = _PRIVATE.sub("", _print(found, level, counts)) if level.style != "bullet" else ""
        if not text.strip():
            return ""
        return text if level.suffix == "nothing" or text.endswith(_SET_SOLID) else f"{text} "

    def _count(self, found: _List, place: ListPlace) -> dict[int, int]:
        counts = self._counts.setdefault(found.definition, {})
        key = (place.num, place.level)
        override = found.restarts.get(place.level)
        first_use = override is not None and key not in self._started
        if place.level in counts and not first_use:
            counts[place.level] += 1
        else:
            start = found.levels[place.level].start
            counts[place.level] = start if override is None else override
        self._started.add(key)
        for deeper in range(place.level + 1, _LEVELS):
            level = found.levels.get(deeper)
            restart = deeper if level is None or level.restart is None else level.restart
            if place.level < restart:
                counts.pop(deeper, None)
        return counts

    def _place(self, paragraph: Element) -> ListPlace | None:
        own = child(paragraph, "pPr", "numPr")
        num, level = number(child(own, "numId")), number(child(own, "ilvl"))
        if num is None:
            num, inherited = self._place_of_style(paragraph)
            level = inherited if level is None else level
        return ListPlace(num, level or 0) if num else None

    def _place_of_style(self, paragraph: Element) -> tuple[int | None, int]:
        """The list that the paragraph's style is in; the level names the style, or it the level."""
        for name, style in self._styles.chain(self._styles.style_of(paragraph)):
            properties = child(style, "pPr", "numPr")
            num = number(child(properties, "numId"))
            if num is None:
                continue
            found = self._list(num)
            linked = (i for i, level in (found.levels if found else {}).items() if level.linked)
            own = next((i for i in linked if found and found.levels[i].linked == name), None)
            return num, own if own is not None else (number(child(properties, "ilvl")) or 0)
        return None, 0

    def _list(self, num: int) -> _List | None:
        if num not in self._lists:
            self._lists[num] = self._build(num)
        return self._lists[num]

    def _build(self, num: int) -> _List | None:
        element = self._nums.get(num)
        definition = attribute(child(element, "abstractNumId"))
        abstract = self._definitions.get(definition or "")
        through = attribute(child(abstract, "numStyleLink"))
        if through:
            # The levels stand in the definition that the numbering style itself uses.
            real = self._nums.get(self._styles.list_of_style(through) or 0)
            definition = attribute(child(real, "abstractNumId"))
            abstract = self._definitions.get(definition or "")
        if element is None or abstract is None or definition is None:
            return None
        levels = {
            index: _level(each)
            for each in abstract
            if local(each) == "lvl" and (index := number(each, "ilvl")) is not None
        }
        restarts: dict[int, int] = {}
        for override in element:
            index = number(override, "ilvl")
            if local(override) != "lvlOverride" or index is None:
                continue
            own = child(override, "lvl")
            if own is not None:
                levels[index] = _level(own)
            start = number(child(override, "startOverride"))
            if start is not None:
                restarts[index] = start
        return _List(definition, levels, restarts)


def _level(element: Element) -> _Level:
    style = child(element, "numFmt")
    if style is None:
        # A newer format stands in an alternate; the fallback is what every reader knows.
        style = child(element, "AlternateContent", "Fallback", "numFmt")
    start = number(child(element, "start"))
    return _Level(
        start=0 if start is None else start,
        style=attribute(style) or "decimal",
        text=attribute(child(element, "lvlText")) or "",
        restart=number(child(element, "lvlRestart")),
        legal=bool(switched_on(child(element, "isLgl"))),
        suffix=attribute(child(element, "suff")) or "tab",
        linked=attribute(child(element, "pStyle")),
    )


def _print(found: _List, level: _Level, counts: dict[int, int]) -> str:
    def shown(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        other = found.levels.get(index)
        if other is None:
            return ""
        value = counts.get(index, other.start)
        return printed_number(value, "decimal" if level.legal else other.style)

    return _PLACE.sub(shown, level.text)
