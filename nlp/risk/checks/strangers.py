"""Roles and names that belong to no party of this contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.document import Party, Reading
from nlp.folding import HAN, fold
from nlp.risk.checks.parties import ORGANISATION, distance, name_key
from nlp.risk.faults import Fault, Span
from nlp.risk.text import line_at, section_at, sentence_at

_ACTS = r"(?:应当?|须|需|必须|有权|不得|负责|负有|承担|承诺|同意|保证|将)"
_LETTERS = "丙丁戊己"
_FAMILIES = {
    "lease": "出租人 出租方 承租人 承租方",
    "purchase": "出卖人 买受人 卖方 买方 供方 需方 供货方 购货方",
    "construction": "发包人 发包方 承包人 承包方",
    "transfer": "转让方 受让方 出让方",
    "licence": "许可方 被许可方",
    "processing": "定作人 承揽人 定作方 承揽方",
}
_EN_FAMILIES = {
    "lease": "Lessor Lessee Landlord Tenant",
    "purchase": "Seller Buyer Purchaser Vendor Supplier Customer",
    "loan": "Lender Borrower",
    "licence": "Licensor Licensee",
    "employment": "Employer Employee",
    "distribution": "Distributor Franchisor Franchisee",
}
_TYPES = {
    "lease": "lease",
    "construction": "construction",
    "purchase": "purchase",
    "sale": "purchase",
}
_LAW = re.compile(r"《[^》]*》|法律|法规|规定的")


def undefined_party(reading: Reading) -> list[Fault]:
    """A role that acts although nobody bears it: 丙方 between two parties, 承租方 in a purchase.

    Silent where the word is explained anywhere, and for other words of the contract's own type.
    """
    if len(reading.parties) < 2:
        return []
    folded = fold(reading.document.text)
    borne = {fold(word) for party in reading.parties for word in (party.role or "", *party.aliases)}
    faults = []
    for word in _foreign_roles(reading, borne):
        acting = re.search(
            rf"(?<![{HAN}A-Za-z]){re.escape(word)}\s?{_ACTS}|(?:由|[,。;:]\s?){re.escape(word)}{_ACTS}"
            if not word.isascii()
            else rf"\bthe {word} (?:shall|must|may|agrees|warrants)\b",
            folded,
            re.I if word.isascii() else 0,
        )
        if acting is None or _is_explained(folded, word) or _is_common(folded, word, borne):
            continue
        where = sentence_at(reading, acting.end() - 1)
        if not _LAW.search(folded[where[0] : acting.start()]):
            faults.append(Fault(*where, (acting.span(),), (), {"role": word}, 0.8))
    return sorted(faults, key=lambda fault: fault.start)


def _foreign_roles(reading: Reading, borne: set[str]) -> Iterator[str]:
    families = _EN_FAMILIES if reading.language == "en" else _FAMILIES
    own = {
        name for name, words in families.items() if borne & {*words.split(), *words.lower().split()}
    }
    own.add(_TYPES.get(reading.contract.type, ""))
    if reading.language != "en":
        yield from (f"{letter}方" for letter in _LETTERS)
        if "甲方" not in borne:
            return
    for name, words in families.items():
        if name not in own and (own or reading.contract.type != "other"):
            yield from (word for word in words.split() if word not in borne)


def _is_explained(folded: str, word: str) -> bool:
    """Whether the word is a label, stands in brackets or quotation marks, or is said to be one."""
    if word.isascii():
        return bool(re.search(rf"[\"(]{word}s?[\")]|\b{word}s? (?:means|:)", folded, re.I))
    return bool(
        re.search(
            rf"{word}\s{{0,4}}[:(]|[(\"/]\s?{word}|{word}[\")]|[为即是]{word}|简称{word}|{word}即",
            folded,
        )
    )


def _is_common(folded: str, word: str, borne: set[str]) -> bool:
    """Whether the contract speaks so of somebody all along: then it is a name, not a leftover."""
    uses = len(re.findall(word, folded))
    own = sum(len(re.findall(re.escape(role), folded, re.I)) for role in borne if role)
    return uses > 4 or uses * 2 > own


_ZH_NAME = re.compile(
    rf"(?P<name>[{HAN}()]{{2,24}}?(?:有限责任公司|股份有限公司|有限公司))(?=\s?(?:{_ACTS}|书面同意|同意))"
)
_EN_NAME = re.compile(
    r"(?P<name>(?-i:(?:[A-Z][\w&'-]+ ){1,4}[A-Z][\w&'-]*),?\s"
    r"(?:Inc\.|Ltd\.?|LLC|Limited|Corp\.?|Corporation))"
    r"(?=\s(?:shall|must|agrees|may)\b)"
)
_LEAD = re.compile(
    r"^.*(?:甲方|乙方|丙方|买方|卖方|供方|需方|未经|经|由|向|与|和|及|或|对|若|如|但|则|后)"
    r"(?=[^方经由向与和及或对若如但则后]{4,}$)"
)
_THIRD_PARTY = re.compile(
    r"监理|检测|检验|物流|运输|银行|保险|担保|品牌|厂家|关联|母公司|子公司|控股|第三方|分包|仓储"
    r"|评估|审计|委托|指定|生产|以下简称|原合同|承运|开户|业主|parent|affiliate|subsidiar|carrier|bank|insurer|guarantor",
    re.I,
)


def leftover_party(reading: Reading) -> list[Fault]:
    """A company that has duties here and is no party: its name came with another contract.

    Silent where the text introduces it, or calls it a carrier, guarantor, bank and the like.
    """
    if len(reading.parties) < 2:
        return []
    folded = fold(reading.document.text)
    faults = []
    for name, span in _acting_names(reading, folded):
        where = sentence_at(reading, span[0])
        mentions = folded.count(fold(name))
        if (
            _is_party(name, reading.parties)
            or _THIRD_PARTY.search(folded[slice(*where)])
            or mentions > 2
        ):
            continue
        if re.search(rf"{re.escape(fold(name))}\s?\(", folded):
            continue
        faults.append(Fault(*where, (span,), (), {"name": name}, 0.8))
    return faults


def _acting_names(reading: Reading, folded: str) -> Iterator[tuple[str, Span]]:
    for pattern in (_ZH_NAME, _EN_NAME):
        for match in pattern.finditer(folded):
            if section_at(reading, match.start()) in ("preamble", "signature"):
                continue
            lead = _LEAD.match(match["name"])
            start = match.start() + (lead.end() if lead else 0)
            if match.end() - start >= 6:
                yield reading.document.text[start : match.end()], (start, match.end())


def _is_party(name: str, parties: Iterable[Party]) -> bool:
    """Whether the name is a party's, contains one, or differs so little that it may be a slip."""
    key = name_key(name)
    known = [name_key(word) for party in parties for word in (party.name, *party.aliases)]
    return any(
        len(word) >= 2 and (word in key or key in word or distance(key, word) <= 2)
        for word in known
    )


_PAYEE = re.compile(
    r"(?:开户名称?|户名|账户名称|账户名|帐户名称|收款单位|account name)[ ]*:[ ]*"
    r"(?P<name>[^\n\t;,。_]{2,60}(?:, (?:inc|llc|ltd|limited)\b\.?)?)",
    re.I,
)
_PERSON = re.compile(rf"(?![{_LETTERS}甲乙]方)[{HAN}]{{2,4}}")
_ESCROW = re.compile(
    r"监管|托管|存管|专户|共管|财政|法院|交易中心|公积金|escrow|trust account", re.I
)


def payee_not_party(reading: Reading) -> list[Fault]:
    """An account to pay into that is in the name of nobody who signs, a company or a person.

    Accounts under supervision (监管, 托管, escrow) belong to others on purpose.
    """
    if len(reading.parties) < 2 or not all(ORGANISATION.search(p.name) for p in reading.parties):
        return []
    folded = fold(reading.document.text)
    faults = []
    for match in _PAYEE.finditer(folded):
        name = re.split(r"\s{2,}", match["name"])[0].strip()
        around = folded[max(0, match.start() - 60) : match.end()]
        if _ESCROW.search(around) or _is_party(name, reading.parties):
            continue
        if not (ORGANISATION.search(name) or _PERSON.fullmatch(name)) or _is_representative(
            name, reading
        ):
            continue
        span = (match.start("name"), match.start("name") + len(match["name"].rstrip()))
        head = tuple((party.at.start, party.at.end) for party in reading.parties)
        params = {"name": reading.document.text[slice(*span)]}
        faults.append(Fault(*line_at(reading, span[0]), (span,), head, params, 0.85))
    return faults


def _is_representative(name: str, reading: Reading) -> bool:
    """A label, not a name: 甲方, 乙方."""
    return any(name == fold(party.role or "") for party in reading.parties)


_SURE_SEAL = 0.9
_ORGANISATION_IN_SEAL = re.compile(
    rf"[{HAN}()]{{4,30}}(?:有限责任公司|股份有限公司|有限公司|集团公司)"
)


def seal_name_mismatch(reading: Reading) -> list[Fault]:
    """A seal, read with confidence, whose company is no party; quoted is the line beside it.

    A name that differs by two characters or fewer may be the reader's error and is left alone.
    """
    if len(reading.parties) < 2 or not all(ORGANISATION.search(p.name) for p in reading.parties):
        return []
    faults = []
    for page in reading.document.pages:
        for seal in page.seals:
            printed = _ORGANISATION_IN_SEAL.search(fold(seal.text))
            if printed is None or seal.confidence < _SURE_SEAL:
                continue
            if not _is_party(printed[0], reading.parties):
                where = _beside(reading, page.number, (seal.y0 + seal.y1) / 2)
                if where is not None:
                    faults.append(Fault(*where, (where,), (), {"name": printed[0]}, 0.8))
    return faults


def _beside(reading: Reading, page: int, height: float) -> Span | None:
    """The printed line of the page that is nearest in height."""
    lines = [line for line in reading.document.lines if line.page == page and line.end > line.start]
    nearest = min(lines, key=lambda line: abs((line.y0 + line.y1) / 2 - height), default=None)
    return None if nearest is None else line_at(reading, nearest.start)
