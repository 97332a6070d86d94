"""Net price, rate and tax of one sentence that do not agree."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.document import Amount, Rate, Reading
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import line_at

_NET = re.compile(
    r"不含(?:增值)?税[^\d,。;]{0,10}$|(?:net price|excluding (?:vat|tax))[^\d.;]{0,12}$", re.I
)
_TAX = re.compile(
    r"(?:(?<!含)税额|(?<!含)税[金款](?!额))(?!合计)[^\d,。;]{0,8}$"
    r"|(?:amounts? to|vat (?:at|of) \d+%? is)[^\d.;]{0,6}$",
    re.I,
)
_GROSS = re.compile(
    r"(?:价税合计|(?<!不)含税(?:总价|价|金额|总额)?)[^\d,。;]{0,8}$"
    r"|including (?:vat|tax)[^\d]{0,12}$",
    re.I,
)
_RATE = re.compile(r"(?:税率|vat (?:at|of))\D{0,6}$", re.I)
_ROUNDING = Decimal(1)


def tax_rate_mismatch(reading: Reading) -> list[Fault]:
    """Net × rate is not the tax stated, or not the gross less the net, by more than one unit.

    Looked at only where the line states one net price and one rate of tax.
    """
    folded = fold(reading.document.text)
    faults = []
    for rate in reading.rates:
        if not _RATE.search(folded[max(0, rate.at.start - 14) : rate.at.start]):
            continue
        where = line_at(reading, rate.at.start)
        rates = [one for one in reading.rates if _labelled(folded, one, _RATE, where)]
        amounts = [one for one in reading.amounts if where[0] <= one.at.start < where[1]]
        nets = [one for one in amounts if _labelled(folded, one, _NET, where)]
        taxes = [one for one in amounts if _labelled(folded, one, _TAX, where)]
        grosses = [one for one in amounts if _labelled(folded, one, _GROSS, where)]
        if len(rates) != 1 or len(nets) != 1 or len(taxes) > 1:
            continue
        net = nets[0]
        stated = taxes[0].value if taxes else None
        if stated is None and len(grosses) == 1:
            stated = grosses[0].value - net.value
        expected = net.value * rate.value
        if stated is None or abs(expected - stated) <= _ROUNDING:
            continue
        spans = (_span(rate), _span(net), *map(_span, taxes or grosses))
        params = {
            "net": f"{net.value:,.2f}",
            "rate": rate.at.quote,
            "expected": f"{expected:,.2f}",
            "found": f"{stated:,.2f}",
        }
        faults.append(Fault(*where, spans, spans, params))
    return faults


def _labelled(folded: str, fact: Amount | Rate, label: re.Pattern[str], where: Span) -> bool:
    """Whether ``label`` stands right before the fact, within ``where``."""
    start = fact.at.start
    inside = where[0] <= start < where[1]
    return inside and bool(label.search(folded[max(where[0], start - 24) : start]))


def _span(fact: Amount | Rate) -> Span:
    return fact.at.start, fact.at.end
