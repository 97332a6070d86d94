"""The text of one Word paragraph: tracked changes applied, symbols and tick boxes as characters.

Insertions are in, deletions out, as if all changes were accepted. Hidden text, field codes and
comments are not text; a field's last result is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.parsing.docx_package import attribute, child, local, switched_on
from nlp.parsing.docx_styles import Styles
from nlp.parsing.zip_parts import Element

TAB = "    "
_DELETED = frozenset({"del", "moveFrom"})
_NO_TEXT = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "instrText", "delText", "Fallback"})
_SYMBOLS = {
    "wingdings": dict(zip("¨oqþýüûlnx", "□□□☑☒✓✗●■☒", strict=True)),
    "wingdings 2": dict(zip("£RTSPO", "□☑☒☒✓✗", strict=True)),
    "symbol": {"·": "●", "´": "×", "±": "±", "³": "≥", "£": "≤", "¸": "÷"},
}
"""Pictures that a symbol font draws for a letter, by the letter."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph up to a break; ``new_page`` where the break begins a page."""

    text: str
    size: float
    bold: bool
    new_page: bool = False


@dataclass
class _Collector:
    styles: Styles
    paragraph: Element
    pieces: list[tuple[str, float, bool]] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    new_page: bool = False
    fields: list[bool] = field(default_factory=list)
    """The open fields, outermost first: whether its code, which is not text, still runs."""

    def close(self, *, new_page: bool) -> None:
        text = "".join(piece for piece, _, _ in self.pieces)
        printed = [piece for piece in self.pieces if piece[0].strip()]
        size = max((size for _, size, _ in printed), default=0.0)
        bold = bool(printed) and all(bold for _, _, bold in printed)
        self.stretches.append(Stretch(text, size, bold, self.new_page))
        self.pieces, self.new_page = [], new_page


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """What stands in a paragraph: its text part by part, its text boxes, the ids of its notes."""

    stretches: tuple[Stretch, ...]
    boxes: tuple[Element, ...]
    notes: tuple[str, ...]


def paragraph_text(paragraph: Element, styles: Styles) -> ParagraphText:
    """Read one ``w:p``."""
    collector = _Collector(styles, paragraph)
    _walk(paragraph, collector)
    collector.close(new_page=False)
    return ParagraphText(tuple(collector.stretches), tuple(collector.boxes), tuple(collector.notes))


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether the paragraph's end was deleted, so that it runs on into the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return any(child(mark, name) is not None for name in _DELETED)


def chosen(element: Element) -> Iterator[Element]:
    """The children that count: of alternates, the first choice, else the fallback."""
    if local(element) != "AlternateContent":
        return iter(element)
    choice = child(element, "Choice")
    if choice is None:
        choice = child(element, "Fallback")
    return iter(()) if choice is None else iter(choice)


def _walk(element: Element, out: _Collector) -> None:
    for each in chosen(element):
        name = local(each)
        if name in _DELETED or name in _NO_TEXT:
            continue
        if name == "r":
            _run(each, out)
        elif name == "txbxContent":
            out.boxes.append(each)
        elif name == "t" and "math" in each.tag and not any(out.fields):
            size, bold, _ = out.styles.run(element, out.paragraph)
            out.pieces.append((each.text or "", size, bold))
        else:
            _walk(each, out)


def _run(run: Element, out: _Collector) -> None:
    size, bold, hidden = out.styles.run(run, out.paragraph)
    fonts = child(run, "rPr", "rFonts")
    drawn = _SYMBOLS.get((attribute(fonts, "ascii") or "").lower(), {})
    for each in run:
        name = local(each)
        if name in {"AlternateContent", "drawing", "pict", "object"}:
            _walk(each, out)
        elif name == "ruby":
            _ruby(each, out)
        elif name == "fldChar":
            _field(each, out, size, bold)
        elif name == "br" and attribute(each, "type") in {"page", "column"}:
            out.close(new_page=attribute(each, "type") == "page")
        elif name in {"br", "cr"}:
            out.close(new_page=False)
        elif name in {"footnoteReference", "endnoteReference"}:
            out.notes.append(f"{name[:-9]}:{attribute(each, 'id')}")
        elif not hidden and not any(out.fields) and (text := _character(each, name, drawn)):
            out.pieces.append((text, size, bold))


def _ruby(element: Element, out: _Collector) -> None:
    """Only the base is text; the small reading above it is not."""
    base = child(element, "rubyBase")
    if base is not None:
        _walk(base, out)


def _character(element: Element, name: str, drawn: dict[str, str]) -> str:
    if name == "t":
        text = (element.text or "").replace("\t", TAB).replace("\n", " ")
        return "".join(drawn.get(_plain(each), each) for each in text) if drawn else text
    if name in {"tab", "ptab"}:
        return TAB
    if name == "noBreakHyphen":
        return "-"
    return _symbol(element) if name == "sym" else ""


def _plain(character: str) -> str:
    """The letter that a symbol font's private code stands for."""
    code = ord(character)
    return chr(code & 0xFF) if 0xF000 <= code <= 0xF0FF else character


def _symbol(element: Element) -> str:
    """``w:sym``: a code in a symbol font, often in the private range F000-F0FF."""
    try:
        character = _plain(chr(int(attribute(element, "char") or "", 16)))
    except (ValueError, OverflowError):
        return ""
    font = (attribute(element, "font") or "").lower()
    if font in _SYMBOLS:
        return _SYMBOLS[font].get(character, "")
    return character if character.isprintable() else ""


def _field(element: Element, out: _Collector, size: float, bold: bool) -> None:
    """A field's code runs from ``begin`` to ``separate``; an old tick box shows in its data."""
    kind = attribute(element, "fldCharType")
    if kind == "begin":
        out.fields.append(True)
        box = child(element, "ffData", "checkBox")
        if box is not None:
            state = child(box, "checked")
            ticked = switched_on(state if state is not None else child(box, "default"))
            out.pieces.append(("☑" if ticked else "☐", size, bold))
    elif kind == "separate" and out.fields:
        out.fields[-1] = False
    elif kind == "end" and out.fields:
        out.fields.pop()
