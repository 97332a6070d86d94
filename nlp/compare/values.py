"""The values in a passage that a difference must be told by: sums, dates, names, numbers.

Two spellings of one value share their ``value``: 壹佰万元整 and 1,000,000.00元, 2026年3月1日 and
2026-03-01, 万分之五 and 0.5‰. Comparing passages by these makes a reworded value a matter of form
and keeps a changed digit a matter of substance, however alike the passages are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlp.extraction.dates import find_dates
from nlp.extraction.money import find_money
from nlp.folding import HAN, fold
from nlp.numbers import EN_NUMERAL, ZH_NUMERAL_CHARS, parse_en_number, parse_number

Kind = Literal["amount", "date", "name", "number", "account", "negation", "word"]
KINDS: tuple[Kind, ...] = ("amount", "account", "date", "name", "negation", "number", "word")
"""Gravest first."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value at ``start..end``; equal ``value`` of one kind means: the same thing is said."""

    start: int
    end: int
    kind: Kind
    value: str
    reference: str = ""
    """For 第八条 or Section 3.2: the number it points to, as ``8`` or ``3.2``."""


_ORGANISATION = re.compile(
    rf"(?:(?![的由向与及或是于将应按该])[{HAN}()]){{2,30}}?(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|事务所|合作社|研究院|"
    r"研究所|设计院|委员会|支行|分行|银行|大学|学院|医院|中心|工厂)"
)
_ORGANISATION_EN = re.compile(
    r"(?:[A-Z][\w&'.-]*,? ){1,6}(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corporation|Corp|Company|GmbH|PLC|"
    r"LLP|LP|S\.A|N\.A|Co)\b\.?"
)
_ROLE = re.compile(
    r"[甲乙丙丁]方|(?:买|卖|供|需|购|销|出租|承租|发包|承包|委托|受托|贷款|借款|出借|保证|担保|转让|受让|许可|"
    r"被许可|定作|承揽|托运|承运|保管|存货|用人|甲|乙)[方人](?![\u4e00-\u9fff]?[民员])|出租人|承租人|"
    r"\b(?:Buyer|Seller|Lessor|Lessee|Landlord|Tenant|Lender|Borrower|Guarantor|Licensor|Licensee|"
    r"Customer|Supplier|Contractor|Employer|Employee|Company|Client|Provider|Distributor|Purchaser|"
    r"Vendor|Discloser|Recipient|Disclosing Party|Receiving Party)\b"
)
"""The roles of parties: whose duty it is changes with one character."""
_NAMED = re.compile(
    r"(?:法定代表人|委托代理人|授权代表|负责人|联系人|收件人|经办人|代表|姓名|户名|开户名称|开户行|"
    r"开户银行|收款人|项目经理|Attention|Attn\.?|Name|Contact|Title)[ \t]*:[ \t]*"
    rf"(?P<name>[{HAN}·]{{2,20}}|[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){{1,3}})"
)
_ACCOUNT = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|"
    r"(?=[A-Z0-9 -]*\d{4})[0-9A-Z]{8,}(?:[ -]?[0-9A-Z]+)*|"
    r"\+?\d{3,5}(?:[ -]\d{3,5}){2,})(?![A-Za-z0-9])"
)
_RATE = re.compile(
    rf"(?P<share>百分之|千分之|万分之)(?P<of>[0-9{ZH_NUMERAL_CHARS}]+(?:\.\d+)?)"
    r"|(?P<num>-?\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<sign>%|‰|‱|per ?cent\b)"
)
_SHARES = {
    "百分之": 100,
    "千分之": 1000,
    "万分之": 10_000,
    "%": 100,
    "‰": 1000,
    "‱": 10_000,
}
_REFERENCE = re.compile(
    rf"第\s?(?P<zh>[0-9{ZH_NUMERAL_CHARS}.]{{1,8}})\s?(?:条|款|项|章|节)"
    r"|(?:Section|Clause|Article|Paragraph|Sections|Clauses|Articles)\s+(?P<en>\d+(?:\.\d+)*)"
)
_FIGURES = re.compile(
    r"(?<![A-Za-z0-9.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![A-Za-z0-9])(?!\.\d)"
)
_MONEY_SHAPE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2}")
_NUMERAL = re.compile(
    rf"(?P<number>[{ZH_NUMERAL_CHARS}]{{2,20}}|(?<=第)[{ZH_NUMERAL_CHARS}]|"
    rf"[{ZH_NUMERAL_CHARS}](?=个?(?:工作日|日|天|周|月|年|季度|小时|元|次|份|页|台|套|件|名|人|倍|期|条|款|"
    r"项|层|间|吨|米)))"
)
_ENGLISH = re.compile(EN_NUMERAL, re.IGNORECASE)
_NEGATION = re.compile(
    r"不得|不能|不会|不可|不应|不予|不再|不|未|无|非|勿|没有|否|禁止|"
    r"\b(?:no|not|never|none|nor|neither|without|cannot|unless)\b|n't\b",
    re.IGNORECASE,
)


def find_values(text: str, names: Iterable[str] = ()) -> list[Value]:
    """The values of a passage in order, none overlapping; ``names`` are known parties."""
    folded = fold(text)
    found: list[Value] = []
    for group in (
        _dates(text),
        _money(text),
        _known(text, names),
        _accounts(folded),
        _names(folded),
        _rates(folded),
        _references(folded),
        _numbers(folded),
    ):
        for value in group:
            if all(value.end <= other.start or value.start >= other.end for other in found):
                found.append(value)
    return sorted(found, key=lambda value: value.start)


def negations(text: str) -> list[str]:
    """The words of a passage that deny."""
    return [match[0].lower() for match in _NEGATION.finditer(fold(text))]


def _dates(text: str) -> Iterator[Value]:
    for mention in find_dates(text):
        yield Value(mention.start, mention.end, "date", mention.value)


def _money(text: str) -> Iterator[Value]:
    for mention in find_money(text):
        value = f"{_plain(mention.value)} {mention.currency}"
        end = mention.end - (len(text[: mention.end]) - len(text[: mention.end].rstrip()))
        yield Value(mention.start, end, "amount", value)


def _plain(number: Decimal) -> str:
    """One spelling a value: 1000000.00 and 1E+6 as 1000000."""
    return f"{number.normalize():f}"


def _known(text: str, names: Iterable[str]) -> Iterator[Value]:
    for name in sorted(names, key=lambda name: (-len(name), name)):
        at = text.find(name) if len(name) > 1 else -1
        while at >= 0:
            yield Value(at, at + len(name), "name", _compact(name))
            at = text.find(name, at + len(name))


def _compact(text: str) -> str:
    return re.sub(r"[\s.,]", "", fold(text)).lower()


def _accounts(folded: str) -> Iterator[Value]:
    for match in _ACCOUNT.finditer(folded):
        if sum(character.isdigit() for character in match[0]) >= 6 or "@" in match[0]:
            value = re.sub(r"[ -]", "", match[0])
            yield Value(match.start(), match.end(), "account", value)


def _names(folded: str) -> Iterator[Value]:
    for match in _NAMED.finditer(folded):
        start, end = match.span("name")
        yield Value(start, end, "name", _compact(match["name"]))
    for pattern in (_ORGANISATION, _ORGANISATION_EN):
        for match in pattern.finditer(folded):
            yield Value(match.start(), match.end(), "name", _compact(match[0]))
    for match in _ROLE.finditer(folded):
        yield Value(match.start(), match.end(), "name", _compact(match[0]))


def _rates(folded: str) -> Iterator[Value]:
    for match in _RATE.finditer(folded):
        number = parse_number(match["of"] or match["num"].lstrip("-"))
        if number is not None:
            share = Decimal(_SHARES.get(match["share"] or match["sign"], 100))
            sign = "-" if (match["num"] or "").startswith("-") else ""
            value = f"{sign}{_plain(number / share)}/1"
            yield Value(match.start(), match.end(), "number", value)


def _references(folded: str) -> Iterator[Value]:
    for match in _REFERENCE.finditer(folded):
        number = match["en"] or match["zh"]
        pointed = number_path(number)
        if pointed:
            yield Value(match.start(), match.end(), "number", f"§{pointed}", pointed)


def number_path(printed: str) -> str:
    """第三条, 3 or 三 as ``3``; 3.2 as ``3.2``; nothing where no number stands there."""
    match = re.search(rf"\d+(?:\.\d+)*|[{ZH_NUMERAL_CHARS}]+", fold(printed))
    if match is None:
        return ""
    if match[0][0].isdigit():
        return match[0]
    value = parse_number(match[0])
    return "" if value is None else _plain(value)


def _numbers(folded: str) -> Iterator[Value]:
    for match in _FIGURES.finditer(folded):
        printed = match["number"]
        kind: Kind = "amount" if _MONEY_SHAPE.fullmatch(printed) else "number"
        yield Value(match.start(), match.end(), kind, _plain(Decimal(printed.replace(",", ""))))
    for match in _NUMERAL.finditer(folded):
        value = parse_number(match["number"])
        if value is not None:
            yield Value(*match.span("number"), "number", _plain(value))
    for match in _ENGLISH.finditer(folded):
        value = parse_en_number(match[0])
        if value is not None:
            yield Value(match.start(), match.end(), "number", _plain(value))
