"""Law that is no longer in force: repealed statutes, rates of value added tax of the past."""

from __future__ import annotations

import re
from datetime import date

from nlp.document import Reading
from nlp.folding import fold
from nlp.risk.faults import Fault
from nlp.risk.text import sentence_at

CIVIL_CODE_IN_FORCE = date(2021, 1, 1)
"""From here on 合同法, 物权法 and seven others are repealed (民法典第1260条)."""
CURRENT_VAT_RATES_FROM = date(2019, 4, 1)
_REPEALED = "合同法|物权法|担保法|民法总则|民法通则|侵权责任法|婚姻法|继承法|收养法"
_LAW = re.compile(
    rf"《(?:中华人民共和国)?(?:{_REPEALED})》|中华人民共和国(?:{_REPEALED})"
    r"|(?<!Labour )(?<!Labor )(?<!Employment )\b(?:Contract|Property|Guarantee|Security) Law"
    r" of (?:the )?(?:People's Republic of China|PRC)\b|\bPRC Contract Law\b",
)
_SAID_TO_BE_OLD = re.compile(r"废止|失效|原《|原中华|repealed|former", re.I)
_OLD_RATE = (
    r"(?<![\d.])(?:17|16|11|10)\s?(?:%|per\s?cent)"
    r"|百分之(?:十七|十六|十一|十)(?![一二三四五六七八九])"
)
_TAX = r"增值税|专用?发票|专票|税率|\bVAT\b|value[- ]added tax"
_RATE_NEAR_TAX = re.compile(
    rf"(?:{_TAX})[^。;,\n%]{{0,16}}?(?P<after>{_OLD_RATE})|(?P<before>{_OLD_RATE})\s?的?\s?(?:{_TAX})",
    re.I,
)
_VAT = re.compile(r"增值税|专票|\bVAT\b|value[- ]added tax", re.I)
_OTHER_TAX = re.compile(
    r"所得税|印花税|契税|关税|withholding|income tax|违约金|总价|折扣|discount", re.I
)
_CHINESE = re.compile(r"[一-鿿]|\bPRC\b|China|Chinese", re.I)


def repealed_law(reading: Reading) -> list[Fault]:
    """A statute that the 民法典 replaced, in a contract not signed before 2021.

    One fault for each sentence. Silent where the text itself says that the law is of the past.
    """
    if _signed_before(reading, CIVIL_CODE_IN_FORCE):
        return []
    text = reading.document.text
    faults: dict[tuple[int, int], Fault] = {}
    for match in _LAW.finditer(text):
        where = sentence_at(reading, match.start())
        if not _SAID_TO_BE_OLD.search(text[slice(*where)]):
            faults.setdefault(
                where, Fault(*where, (match.span(),), (), {"law": match[0].strip("《》")})
            )
    return list(faults.values())


def obsolete_tax_rate(reading: Reading) -> list[Fault]:
    """Value added tax at 17, 16, 11 or 10 %, rates that ended by April 2019."""
    if _signed_before(reading, CURRENT_VAT_RATES_FROM):
        return []
    folded = fold(reading.document.text)
    faults = []
    for match in _RATE_NEAR_TAX.finditer(folded):
        where = sentence_at(reading, match.start())
        sentence = folded[slice(*where)]
        group = "after" if match["after"] else "before"
        if not _VAT.search(sentence) or not _CHINESE.search(sentence):
            continue
        if _OTHER_TAX.search(folded[max(0, match.start() - 4) : match.end()]):
            continue
        params = {"rate": match[group]}
        faults.append(Fault(*where, (match.span(group),), (), params))
    return faults


def _signed_before(reading: Reading, day: date) -> bool:
    """Whether the latest date of signature is before ``day``; False where none is known."""
    signed = [fact.value for fact in reading.dates if fact.kind == "signed"]
    return bool(signed) and max(signed) < day.isoformat()
