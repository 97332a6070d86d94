"""The one vocabulary of document understanding: pages, words, text, evidence, facts.

Two shapes of a document exist:

* a sequence of :class:`Page` values, one per page, as a parser reads them (words, lines,
  tables, seals). Pages are read, stored and resumed one by one;
* one :class:`Document`, assembled from all pages: a single ``text`` and, for every word of
  it, where it stands on which page.

Conventions, everywhere:

* offsets are Unicode code points; ``start`` is inclusive, ``end`` exclusive;
* boxes are PDF points (1/72 inch) from the top left corner of the page *as displayed*;
* pages count from 1; confidence runs from 0 to 1; money is :class:`decimal.Decimal`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from nlp.formula import Formula, TacitRenewal

Source = Literal["native", "ocr", "mixed"]
Language = Literal["zh", "en", "zh-en"]
Stance = Literal["buyer", "seller", "neutral"]
Severity = Literal["high", "medium", "low"]


# --- geometry -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on one page, in points from the page's top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both; both must stand on the same page."""
        return Box(
            self.page,
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


# --- a page as it was read ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """The smallest unit with a box: one CJK character, or one run of other non-space characters.

    ``start`` and ``end`` are offsets into the text of the line that holds the word.
    """

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole table row (cells divided by a tab).

    ``starts_paragraph`` is None where the source does not tell (PDF, OCR) and layout must decide.
    ``size`` is the glyph height in points; ``table`` the index into the page's ``tables``.
    """

    text: str
    words: tuple[Word, ...]
    size: float = 0.0
    bold: bool = False
    starts_paragraph: bool | None = None
    table: int | None = None
    source: Source = "native"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed; ``kind`` is decided later from its header and cells."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["price", "payment_plan", "other"] = "other"


@dataclass(frozen=True, slots=True)
class Seal:
    """A red seal (印章). Its text stands only here, never in the document's text."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the picture of a page is; ``advice`` tells the user what to rescan."""

    dpi: int | None = None
    skew_degrees: float = 0.0
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """A doubt about the reading, e.g. ``ocr_doubt``. Never a finding about the contract.

    ``message`` is in the document's language where that was known, else in Chinese.
    """

    code: str
    message: str
    page: int | None = None
    start: int | None = None
    end: int | None = None
    message_zh: str | None = None
    message_en: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a parser read it: lines in reading order, running headers still among them."""

    number: int
    width: float
    height: float
    source: Source
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    seals: tuple[Seal, ...] = ()
    quality: Quality = Quality()
    confidence: float = 1.0
    warnings: tuple[ReadingWarning, ...] = ()


# --- the assembled document -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Where one page's text stands in the document's text, with what was seen on the page."""

    number: int
    width: float
    height: float
    source: Source
    start: int
    end: int
    confidence: float
    quality: Quality
    seals: tuple[Seal, ...]


@dataclass(frozen=True, slots=True)
class LineSpan:
    """One printed line inside the document's text."""

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    table: int | None = None
    """Index into :attr:`Document.tables` where the line is a table row."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines joined into one; paragraphs are divided by one newline in the text."""

    start: int
    end: int
    bold: bool = False
    centered: bool = False
    size: float = 0.0
    table: int | None = None


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the document's text and its box."""

    start: int
    end: int
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands: ``document.text[start:end] == quote`` always holds."""

    start: int
    end: int
    quote: str
    boxes: tuple[Box, ...]
    confidence: float


@dataclass(frozen=True)
class Document:
    """The whole text and its places on the pages.

    ``words`` are ordered by ``start``; blank characters and those that assembly wrote itself
    (newlines, joining spaces) belong to no word.
    """

    text: str
    language: Language
    pages: tuple[PageSpan, ...]
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[LineSpan, ...]
    words: tuple[PlacedWord, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def words_between(self, start: int, end: int) -> tuple[PlacedWord, ...]:
        """The words that overlap ``start..end``."""
        first = bisect_right(self._word_starts, start) - 1
        if first < 0 or self.words[first].end <= start:
            first += 1
        return self.words[first : bisect_left(self._word_starts, end)]

    def page_at(self, offset: int) -> int:
        """The number of the page on which the character at ``offset`` stands."""
        index = bisect_right(self._page_starts, offset) - 1
        return self.pages[max(index, 0)].number

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box per printed line touched by ``start..end``."""
        boxes: list[Box] = []
        line_of_last = -1
        for word in self.words_between(start, end):
            line = bisect_right(self._line_starts, word.start)
            if boxes and line == line_of_last and boxes[-1].page == word.box.page:
                boxes[-1] = boxes[-1].union(word.box)
            else:
                boxes.append(word.box)
            line_of_last = line
        return tuple(boxes)

    def evidence(self, start: int, end: int, confidence: float = 1.0) -> Evidence:
        """The evidence for ``start..end``, surrounding blanks trimmed.

        ``confidence`` is the reader's own; the result is never above that of the words read.
        """
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        words = self.words_between(start, end)
        seen = min((word.confidence for word in words), default=1.0)
        return Evidence(
            start,
            end,
            self.text[start:end],
            self.boxes(start, end),
            round(min(confidence, seen), 4),
        )


# --- what is understood of it -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileInfo:
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    pages: int


@dataclass(frozen=True, slots=True)
class ContractInfo:
    """What the document says it is. ``None`` where the text does not tell."""

    title: str | None = None
    title_at: Evidence | None = None
    number: str | None = None
    number_at: Evidence | None = None
    type: str = "other"
    type_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document: preamble, body, signature or annex."""

    kind: Literal["preamble", "body", "signature", "annex"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph that opens with its own number, or an unnumbered heading (条款).

    ``at`` runs from the first character of the number (or heading) to the start of the next
    clause of the same or a higher level, trailing blanks excluded; children are inside.
    """

    id: str
    parent: str | None
    level: int
    number: str | None
    heading: str | None
    kind: str
    kind_confidence: float
    at: Evidence


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the contract; ``at`` is its name as it stands in the text."""

    id: str
    role: str | None
    kind: str
    name: str
    at: Evidence
    aliases: tuple[str, ...] = ()
    credit_code: str | None = None
    credit_code_valid: bool | None = None
    address: str | None = None
    representative: str | None = None
    bank: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class DateFact:
    """A literal date. ``value`` is ISO 8601 to its ``precision`` (2026, 2026-03, 2026-03-01).

    ``period`` is the limit that the words make of it (2026年3月1日前), where they make one.
    """

    id: str
    kind: str
    value: str
    precision: Literal["day", "month", "year"]
    at: Evidence
    period: Formula | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A literal sum of money, in units of ``currency`` (ISO 4217)."""

    id: str
    kind: str
    value: Decimal
    currency: str
    at: Evidence
    tax: Literal["included", "excluded"] | None = None
    tax_rate: Decimal | None = None
    same_as: str | None = None
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """A literal duration; ``value`` is ISO 8601 as written (P24M, PT48H), P15BD = working days.

    ``period`` tells from what it is counted; ``renewal`` that it is by so much that the contract
    renews itself.
    """

    id: str
    kind: str
    value: str
    at: Evidence
    period: Formula | None = None
    renewal: TacitRenewal | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A literal rate as a fraction (万分之五 = 0.0005), ``per`` day/month/year or None."""

    id: str
    kind: str
    value: Decimal
    at: Evidence
    per: Literal["day", "month", "year"] | None = None
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A due date told by an event: ``offset`` ``unit``s after (or before) it."""

    event: str
    offset: int
    unit: Literal["day", "working_day", "week", "month", "year", "hour"]
    after: bool = True


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who must do what by when (履约义务). ``computed`` marks a sum worked out from a share."""

    id: str
    party: str | None
    party_kind: str | None
    action: str
    what: str
    clause: str | None
    at: Evidence
    amount: Decimal | None = None
    currency: str | None = None
    computed: bool = False
    due: str | None = None
    trigger: Trigger | None = None
    period: Formula | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross reference in the text and the clause it means, if it exists."""

    at: Evidence
    to_clause: str | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that was looked at for a missing clause, and how near it came."""

    clause: str
    score: float
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A risk, gap, deviation or mechanical fault. ``at`` is None only where ``missing``."""

    id: str
    rule: str
    rule_version: str
    kind: str
    severity: Severity
    category: Literal["risk", "missing", "deviation", "check"]
    title: str
    reason: str
    advice: str
    suggested_text: str | None
    basis: str | None
    stance: Stance
    at: Evidence | None
    clause: str | None = None
    missing: bool = False
    nearest: tuple[Nearest, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything understood of one file. ``findings`` are added by a review."""

    file: FileInfo
    contract: ContractInfo
    document: Document
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    parties: tuple[Party, ...] = ()
    dates: tuple[DateFact, ...] = ()
    amounts: tuple[Amount, ...] = ()
    durations: tuple[Duration, ...] = ()
    rates: tuple[Rate, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    references: tuple[Reference, ...] = ()
    warnings: tuple[ReadingWarning, ...] = field(default=())

    @property
    def language(self) -> Language:
        return self.document.language
