"""Which side a party stands on, and by which words the text speaks of it."""

from __future__ import annotations

import re

from nlp.document import Party, Reading, Stance
from nlp.folding import fold
from nlp.vocabulary import PAYING_PARTIES, PERFORMING_PARTIES


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


_PAYING_WORDS = _words(
    "买方 买受人 采购方 采购人 需方 购货方 委托方 委托人 定作方 定作人 发包方 发包人 承租方 承租人",
    "租赁方 借款人 借款方 用人单位 受让方 受让人 被许可方 客户 托运人 存货人 订购方",
    "buyer purchaser customer client lessee tenant borrower employer licensee owner principal",
    "transferee subscriber distributor shipper",
)
_PERFORMING_WORDS = _words(
    "卖方 出卖人 出卖方 供方 供应商 供货方 销售方 服务方 服务商 受托方 受托人 承揽方",
    "承揽人 承包方 承包人 出租方 出租人 出借人 贷款人 贷款方 劳动者 转让方 转让人 出让方",
    "许可方 承运人 保管人 开发方 研究开发人 seller vendor supplier provider contractor",
    "consultant lessor landlord lender employee licensor agent transferor developer carrier",
)
_ANY_WORDS = (
    *_words("甲方 乙方 丙方 丁方 一方 任何一方 任一方 保证人 担保人 披露方 接收方 双方"),
    *_words("recipient guarantor discloser"),
    "either party",
    "any party",
)


def side_of(party: Party) -> Stance:
    """The side a party's kind puts it on; neutral where the kind does not tell."""
    if party.kind in PAYING_PARTIES:
        return "buyer"
    if party.kind in PERFORMING_PARTIES:
        return "seller"
    return "neutral"


def label_of(reading: Reading, side: Stance) -> str | None:
    """How the contract calls its first party on a side: 甲方, Licensee; None where it does not."""
    labels = (_labels(party) for party in reading.parties if side_of(party) == side)
    return next((label for called in labels for label in called), None)


def resolve_stance(reading: Reading, party: str | None) -> Stance:
    """The side of the party called ``party``: its role label, an alias, or its name.

    A name may be given in part; neutral where nobody, or somebody on neither side, is called so.
    """
    if not party or not party.strip():
        return "neutral"
    wanted = _key(party)
    for exact in (True, False):
        for candidate in reading.parties:
            if _is_called(candidate, wanted, exact=exact):
                return side_of(candidate)
    if wanted in _PAYING_WORDS:
        return "buyer"
    return "seller" if wanted in _PERFORMING_WORDS else "neutral"


def _is_called(party: Party, wanted: str, *, exact: bool) -> bool:
    if exact:
        return wanted in {_key(word) for word in (*_labels(party), party.name)}
    name = _key(party.name)
    return len(wanted) >= 2 and (wanted in name or name in wanted)


def _labels(party: Party) -> tuple[str, ...]:
    return tuple(word for word in (party.role, *party.aliases) if word)


def _key(word: str) -> str:
    return re.sub(r"[\s()\"']", "", fold(word)).lower()


class Sides:
    """The words of one reading for its two sides, as patterns, and back from a word to a side."""

    def __init__(self, reading: Reading) -> None:
        called: dict[Stance, list[str]] = {"buyer": [], "seller": [], "neutral": []}
        for party in reading.parties:
            called[side_of(party)] += [fold(word) for word in (*_labels(party), party.name)]
        known = {word.lower() for words in called.values() for word in words}
        buyer = [*called["buyer"], *(word for word in _PAYING_WORDS if word not in known)]
        seller = [*called["seller"], *(word for word in _PERFORMING_WORDS if word not in known)]
        self._side: dict[str, Stance] = {word.lower(): "buyer" for word in buyer}
        self._side |= {word.lower(): "seller" for word in seller}
        labelled = {word.lower() for word in (*called["buyer"], *called["seller"])}
        others = [word for word in _ANY_WORDS if word not in labelled]
        neutral = [re.escape(word) for word in called["neutral"]]
        self.patterns = {
            "buyer": _pattern([re.escape(word) for word in buyer]),
            "seller": _pattern([re.escape(word) for word in seller]),
            "party": _pattern(
                [*(re.escape(word) for word in (*buyer, *seller)), *neutral, *others]
            ),
        }

    def of(self, word: str) -> Stance:
        """The side that ``word`` names; neutral where it names neither or both."""
        return self._side.get(word.lower(), "neutral")


def _pattern(words: list[str]) -> str:
    """Alternatives, longest first; Latin words only whole."""
    unique = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "|".join(rf"\b{word}\b" if word.isascii() else word for word in unique)
