"""What a Word paragraph and its runs inherit: sizes, weight, place, list level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.parsing.docx_package import attribute, child, local, number, switched_on
from nlp.parsing.typeset import BODY_SIZE, Align
from nlp.parsing.zip_parts import Element

_ALIGN: dict[str, Align] = {
    "center": "center",
    "distribute": "left",
    "right": "right",
    "end": "right",
}
_DEEPEST = 20
"""Styles based on styles; a chain that is longer goes in a circle."""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's list (``num`` id) and level; ``num`` 0 takes it out of a list."""

    num: int
    level: int


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands; lengths in points."""

    align: Align
    indent: float
    first: float
    new_page: bool


class Styles:
    """The style sheet; answers for a paragraph or a run what holds after all inheritance."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in root if root is not None else ():
            if local(style) != "style":
                continue
            name = attribute(style, "styleId") or ""
            self._styles[name] = style
            is_default = (attribute(style, "default") or "") in {"1", "true", "on"}
            if attribute(style, "type") == "paragraph" and is_default:
                self._default = name

    def chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """The style and those it is based on, nearest first."""
        for _ in range(_DEEPEST):
            element = self._styles.get(style or "")
            if element is None or style is None:
                return
            yield style, element
            style = attribute(child(element, "basedOn"))

    def style_of(self, paragraph: Element) -> str | None:
        """The paragraph's own style, or the default one."""
        own = attribute(child(paragraph, "pPr", "pStyle"))
        return own if own in self._styles else self._default

    def list_of_style(self, style: str) -> int | None:
        """The list that a numbering style stands for."""
        element = self._styles.get(style)
        return number(child(element, "pPr", "numPr", "numId"))

    def look(self, paragraph: Element) -> Look:
        """Alignment and indents, a paragraph's own words before its style's."""
        properties = [child(paragraph, "pPr")]
        properties += [child(style, "pPr") for _, style in self.chain(self.style_of(paragraph))]
        jc = next((v for p in properties if (v := attribute(child(p, "jc")))), "left")
        breaks = [switched_on(child(p, "pageBreakBefore")) for p in properties]
        first = _indent(properties, "firstLine") or -_indent(properties, "hanging")
        return Look(
            _ALIGN.get(jc, "left"),
            _indent(properties, "left") or _indent(properties, "start"),
            first,
            bool(next((b for b in breaks if b is not None), False)),
        )

    def run(self, run: Element, paragraph: Element) -> tuple[float, bool, bool]:
        """Size in points, bold, hidden."""
        properties = [child(run, "rPr")]
        character = attribute(child(run, "rPr", "rStyle"))
        for style in (character, self.style_of(paragraph)):
            properties += [child(element, "rPr") for _, element in self.chain(style)]
        properties.append(self._defaults)
        halves = next((v for p in properties if (v := number(child(p, "sz")))), None)
        return (
            halves / 2 if halves else BODY_SIZE,
            _toggle(properties, "b"),
            _toggle(properties, "vanish"),
        )


def _toggle(properties: list[Element | None], name: str) -> bool:
    values = (switched_on(child(each, name)) for each in properties)
    return bool(next((value for value in values if value is not None), False))


def _indent(properties: list[Element | None], name: str) -> float:
    """An indent in points; Word gives twentieths of a point, or hundredths of a character."""
    for each in properties:
        ind = child(each, "ind")
        characters = number(ind, f"{name}Chars")
        if characters:
            return characters / 100 * BODY_SIZE
        twentieths = number(ind, name)
        if twentieths is not None:
            return twentieths / 20
    return 0.0
