"""Sums of money as facts: what each is for, its tax, and words and figures of one sum joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from nlp.document import Amount
from nlp.extraction import amount_cues as cues
from nlp.extraction.context import Context
from nlp.extraction.cues import first, nearest
from nlp.extraction.money import MoneyMention, currency_code, find_money
from nlp.extraction.tables import Cell, cells
from nlp.folding import HAN
from nlp.numbers import NUMERAL, parse_number

Tax = Literal["included", "excluded"]

_PAIR_FILLER = re.compile(
    r"[\s():,\"=/_\[\]-]|不?含(?:\d{1,2}%)?(?:增值)?税|大写|小写|人民币|RMB|CNY|USD|金额|数字|即|计|为|整|元|合|共"
    r"|in\s+(?:words|figures)|SAY|only|equal\s+to|equivalent",
    re.IGNORECASE,
)
_PAIR_CUE = re.compile(r"大写|小写|in\s+(?:words|figures)|\bsay\b", re.IGNORECASE)
_BARE_WAN = re.compile(
    rf"(?:价|款|费|金额?|额|总计|合计|共计|薪)[为是:共计约人民币\s]{{0,6}}(?P<num>{NUMERAL})"
    r"(?<=[万亿])(?=[,;。)(\s]|$)"
)
_PLAIN_NUMBER = re.compile(r"\s*(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*$")
_UNIT = re.compile(r"(?P<scale>[百千万亿]+)元|[(/:：]\s*(?P<only>万)\s*[)]?$")
_ROW_TOTAL = re.compile(r"合\s*计|总\s*计|总\s*价|\bgrand\s+total\b|^\s*total\b", re.IGNORECASE)
_ROW_SUBTOTAL = re.compile(r"小\s*计|sub-?total", re.IGNORECASE)
_MAX_PAIR_GAP = 30
_COMMON = "CNY"
"""The currency of a Chinese contract that names none."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """A mention on its way to a fact; ``twin`` is the index of the sum it repeats."""

    mention: MoneyMention
    kind: str = "other"
    tax: Tax | None = None
    tax_rate: Decimal | None = None
    twin: int | None = None
    conflict: bool = False
    confidence: float = 0.9


def find_amounts(context: Context) -> tuple[Amount, ...]:
    """All literal sums of the document in text order, classified; the first total leads."""
    body = list(cells(context.folded))
    mentions = _mentions(context, body)
    twins = [_twin(context, mentions, index) for index in range(len(mentions))]
    in_cell = _cells_of(mentions, body)
    sums: list[_Sum] = []
    for index, mention in enumerate(mentions):
        twin = twins[index]
        if twin is not None:
            first = sums[twin]
            root = twin if first.twin is None else first.twin
            sums.append(replace(first, mention=mention, twin=root))
            continue
        sums.append(_classified(context, mentions, index, in_cell[index]))
    sums = _with_conflicts(_with_later_tax(context, sums))
    return _facts(context, _with_contract_sum(sums))


# --- where sums stand --------------------------------------------------------------------------


def _mentions(context: Context, body: Sequence[Cell]) -> list[MoneyMention]:
    found = find_money(context.text)
    taken = {offset for mention in found for offset in range(mention.start, mention.end)}
    extra = [*_bare_cells(context, body, found), *_bare_wan(context)]
    found.extend(mention for mention in extra if mention.start not in taken)
    return sorted(found, key=lambda mention: mention.start)


def _bare_cells(
    context: Context, body: Sequence[Cell], found: Sequence[MoneyMention]
) -> list[MoneyMention]:
    """Numbers without a currency under a head of money; the head or the note tells the unit."""
    usual = next((mention.currency for mention in found if mention.explicit), None)
    english = context.document.language == "en"
    mentions: list[MoneyMention] = []
    for cell in body:
        match = _PLAIN_NUMBER.match(cell.text)
        if not match or not _is_money_head(cell.head):
            continue
        value = Decimal(match["num"].replace(",", "")) * _unit(cell)
        start = cell.start + match.start("num")
        named = _named_currency(cell.head) or _named_currency(cell.note) or usual
        if named is None and english:
            continue
        currency = named or _COMMON
        end = cell.start + match.end("num")
        mentions.append(MoneyMention(start, end, value, currency, "figures", False))
    return mentions


def _is_money_head(head: str) -> bool:
    return bool(cues.TABLE_MONEY_HEAD.search(head)) and not cues.TABLE_OTHER_HEAD.search(head)


def _unit(cell: Cell) -> Decimal:
    for place in (cell.head, cell.note if "单位" in cell.note else ""):
        match = _UNIT.search(place)
        if match:
            return parse_number("1" + (match["scale"] or match["only"])) or Decimal(1)
        if "元" in place:
            return Decimal(1)
    return Decimal(1)


def _named_currency(words: str) -> str | None:
    for word in re.findall(rf"[A-Z]{{3}}|[{HAN}]{{2,3}}|[A-Z]{{0,2}}[$€£¥]", words):
        code = currency_code(word)
        if code:
            return code
    return None


def _bare_wan(context: Context) -> list[MoneyMention]:
    """128万 after a word for a price, without 元."""
    mentions: list[MoneyMention] = []
    for match in _BARE_WAN.finditer(context.folded):
        value = parse_number(match["num"])
        if value is not None:
            span = (match.start("num"), match.end("num"))
            mentions.append(MoneyMention(*span, value, "CNY", "figures", False))
    return mentions


def _cells_of(mentions: Sequence[MoneyMention], body: Sequence[Cell]) -> list[Cell | None]:
    """For each mention the table cell that holds it, where the table has heads."""
    found: list[Cell | None] = []
    index = 0
    for mention in mentions:
        while index < len(body) and body[index].end < mention.end:
            index += 1
        cell = body[index] if index < len(body) and body[index].start <= mention.start else None
        found.append(cell if cell is not None and any(cell.heads) else None)
    return found


# --- one sum, written twice --------------------------------------------------------------------


def _twin(context: Context, mentions: Sequence[MoneyMention], index: int) -> int | None:
    """The index of the sum before it that ``mentions[index]`` writes again (大写/小写)."""
    if index == 0:
        return None
    first, second = mentions[index - 1], mentions[index]
    gap = context.folded[first.end : second.start]
    lead = context.folded[max(0, first.start - 8) : first.start]
    told = bool(_PAIR_CUE.search(gap)) or ("\n" not in gap and bool(_PAIR_CUE.search(lead)))
    if len(gap) > _MAX_PAIR_GAP or _PAIR_FILLER.sub("", gap) or ("\n" in gap and not told):
        return None
    if first.explicit and second.explicit and first.currency != second.currency:
        return None
    same = first.value == second.value
    if first.form != second.form:
        bracketed = "(" in gap and not re.search(r"[合总共]计", gap)
        return index - 1 if same or told or bracketed else None
    return index - 1 if same and (told or "(" in gap) else None


def _with_conflicts(sums: list[_Sum]) -> list[_Sum]:
    result = list(sums)
    for index, item in enumerate(sums):
        if item.twin is not None and item.mention.value != sums[item.twin].mention.value:
            result[index] = replace(result[index], conflict=True)
            result[item.twin] = replace(result[item.twin], conflict=True)
    return result


# --- what a sum is for -------------------------------------------------------------------------


def _classified(
    context: Context, mentions: Sequence[MoneyMention], index: int, cell: Cell | None
) -> _Sum:
    mention = mentions[index]
    tax, rate = _tax(context, mentions, index, cell)
    if cell is not None and (_is_money_head(cell.head) or _ROW_TOTAL.search(cell.label)):
        return _Sum(mention, _cell_kind(cell), tax, rate, confidence=0.9)
    kind, confidence = _text_kind(context, mentions, index)
    return _Sum(mention, kind, tax, rate, confidence=confidence)


_UNIT_HEAD = re.compile(
    r"单价|元\s?/|unit\s+price|\b(?:price|rate)\s+(?:each|per)\b", re.IGNORECASE
)


def _cell_kind(cell: Cell) -> str:
    if _UNIT_HEAD.search(cell.head):
        return "unit_price"
    if "税额" in cell.head:
        return "tax"
    if _ROW_SUBTOTAL.search(cell.label):
        return "subtotal"
    if _ROW_TOTAL.search(cell.label):
        return "total"
    own = nearest(cues.STRONG, cell.label)
    if any(cues.PAYMENT_HEADS.search(head) for head in cell.heads):
        return own[0] if own and own[0] in _PAYMENT_KINDS else "instalment"
    if "租金" in cell.head or re.search(r"\brent\b", cell.head, re.IGNORECASE):
        return "rent"
    return "line"


_PAYMENT_KINDS = {"advance", "earnest_money", "retention", "balance", "deposit", "performance_bond"}


def _before(context: Context, mentions: Sequence[MoneyMention], index: int) -> str:
    """The text of the same sentence since the sum before."""
    start, _ = context.sentence(mentions[index].start)
    if index:
        start = max(start, mentions[index - 1].end)
    return context.folded[start : mentions[index].start]


def _after(context: Context, mentions: Sequence[MoneyMention], index: int) -> str:
    _, end = context.sentence(mentions[index].end)
    if index + 1 < len(mentions):
        end = min(end, mentions[index + 1].start)
    return context.folded[mentions[index].end : end]


def _text_kind(context: Context, mentions: Sequence[MoneyMention], index: int) -> tuple[str, float]:
    before = _before(context, mentions, index)
    following = _after(context, mentions, index)[:40]
    after = first(cues.AFTER, following)
    strong = nearest(cues.STRONG, before)
    if _is_band(context, mentions[index], following):
        return "other", 0.7
    if after and after[0] == "per_period":
        return _periodic(context, mentions[index].start, strong), 0.85
    if after and (after[0] in ("unit_price", "cap", "total") or strong is None):
        return after[0], 0.85
    if strong:
        return strong[0], 0.9
    offset = mentions[index].start
    weak = nearest(cues.WEAK, before)
    heading = nearest(cues.STRONG, context.heading(offset))
    if weak and weak[0] == "total":
        return "total", 0.8
    if heading and heading[0] in _HEADED and _leads_clause(context, mentions, index):
        return heading[0], 0.75
    return _by_clause(context, offset, weak[0] if weak else None)


def _is_band(context: Context, mention: MoneyMention, following: str) -> bool:
    """One end of a range, as $1 - $999 in a scale of discounts."""
    before = context.folded[max(0, mention.start - 8) : mention.start]
    return bool(cues.RANGE_BEFORE.search(before) or cues.RANGE_AFTER.match(following))


_HEADED = {"total", "loan_principal", "deposit", "rent", "salary"}


def _leads_clause(context: Context, mentions: Sequence[MoneyMention], index: int) -> bool:
    """True for the first sum of its clause: the one that the heading speaks of."""
    clause = context.clause(mentions[index].start)
    return clause is None or index == 0 or mentions[index - 1].start < clause.at.start


def _periodic(context: Context, offset: int, strong: tuple[str, int] | None) -> str:
    """A sum per month or year: rent or salary by cue or type of contract, else a unit price."""
    if strong and strong[0] in ("rent", "salary", "penalty", "cap"):
        return strong[0]
    if strong and strong[0] in ("instalment", "unit_price"):
        return strong[0]
    by_type = {"lease": "rent", "employment": "salary"}
    kinds = context.clause_kinds(offset)
    if "liquidated_damages" in kinds or "liability" in kinds:
        return "penalty"
    return by_type.get(context.reading.contract.type, "instalment" if "price" in kinds else "other")


def _by_clause(context: Context, offset: int, weak: str | None) -> tuple[str, float]:
    for kind in context.clause_kinds(offset):
        if kind in ("price", "subject", "payment") and weak != "instalment":
            return ("fee" if kind == "price" or weak == "fee" else "other"), 0.7
        if kind in ("liability", "liquidated_damages", "indemnity"):
            return "penalty", 0.7
        if kind == "limitation_of_liability":
            return "cap", 0.7
        if kind in ("payment", "price") and weak == "instalment":
            return "instalment", 0.7
    in_no_clause = context.clause(offset) is None
    return ("fee" if weak == "fee" and in_no_clause else "other"), 0.6


def _with_contract_sum(sums: list[_Sum]) -> list[_Sum]:
    """``fee`` becomes the total where none is named (the first one), else ``other``."""
    has_total = any(item.kind == "total" for item in sums)
    result: list[_Sum] = []
    for item in sums:
        if item.kind != "fee":
            result.append(item)
            continue
        twin_of_total = item.twin is not None and result[item.twin].kind == "total"
        lead = twin_of_total or not has_total
        has_total = True
        result.append(replace(item, kind="total" if lead else "other"))
    return result if has_total else _with_parts_added(result)


_MOST_PARTS = 8


def _with_parts_added(sums: list[_Sum]) -> list[_Sum]:
    """The first sum that the two or more sums right after it add up to is the total."""
    roots = [index for index, item in enumerate(sums) if item.twin is None]
    for position, index in enumerate(roots):
        whole = sums[index]
        parts = [sums[part].mention for part in roots[position + 1 : position + 1 + _MOST_PARTS]]
        if whole.kind == "other" and _adds_up(whole.mention, parts):
            return [
                replace(item, kind="total") if index in (place, item.twin) else item
                for place, item in enumerate(sums)
            ]
    return sums


def _adds_up(whole: MoneyMention, parts: Sequence[MoneyMention]) -> bool:
    added = Decimal(0)
    for count, part in enumerate(parts, start=1):
        if part.currency != whole.currency or part.value >= whole.value:
            return False
        added += part.value
        if added >= whole.value:
            return added == whole.value and count >= 2
    return False


def in_cents(value: Decimal) -> Decimal:
    """The same value with two decimal places, or with all its own where it has more."""
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else value


# --- tax ---------------------------------------------------------------------------------------


def _tax(
    context: Context, mentions: Sequence[MoneyMention], index: int, cell: Cell | None
) -> tuple[Tax | None, Decimal | None]:
    before = _before(context, mentions, index)
    after = _TAX_REACH.split(_after(context, mentions, index))[0]
    places = [after[:40], before[-30:]]
    if cell is not None:
        places = [cell.head, cell.note, *places]
    tax = next((found for place in places if (found := _tax_of(place))), None)
    rates = [match for place in (after, before) if (match := cues.TAX_RATE.search(place))]
    if not rates and tax:
        start, end = context.sentence(mentions[index].start)
        rates = list(cues.TAX_RATE.finditer(context.folded, start, end))
        rates = rates if len(rates) == 1 else []
    if not rates or (tax is None and not _TAXED.search(before[-30:])):
        return tax, None
    return tax, Decimal(rates[0]["after"] or rates[0]["before"]) / 100


_TAX_REACH = re.compile(
    r"[。;]|,(?!\s?(?:其中|税率|含|不含|增值税|exclu|inclu|plus|net))", re.IGNORECASE
)
_TAXED = re.compile(r"税|总价|价款|合计|金额|VAT|tax|price|fee", re.IGNORECASE)


def _tax_of(place: str) -> Tax | None:
    excluded, included = cues.EXCLUDED_TAX.search(place), cues.INCLUDED_TAX.search(place)
    if excluded and (not included or excluded.start() <= included.start()):
        return "excluded"
    return "included" if included else None


def _with_later_tax(context: Context, sums: list[_Sum]) -> list[_Sum]:
    """A tax word after the second writing of a sum holds for both."""
    mentions = [item.mention for item in sums]
    result = list(sums)
    for index, item in enumerate(sums):
        if item.twin is None:
            continue
        first = result[item.twin]
        tax, rate = _tax(context, mentions, index, None)
        tax, rate = first.tax or tax, first.tax_rate or rate
        result[item.twin] = replace(first, tax=tax, tax_rate=rate)
        result[index] = replace(item, tax=tax, tax_rate=rate)
    return result


def _facts(context: Context, sums: Sequence[_Sum]) -> tuple[Amount, ...]:
    return tuple(
        Amount(
            id=f"a{index}",
            kind=item.kind,
            value=in_cents(item.mention.value),
            currency=item.mention.currency,
            at=context.evidence(item.mention.start, item.mention.end, item.confidence),
            tax=item.tax,
            tax_rate=item.tax_rate,
            same_as=None if item.twin is None else f"a{item.twin + 1}",
            conflict=item.conflict,
        )
        for index, item in enumerate(sums, start=1)
    )
