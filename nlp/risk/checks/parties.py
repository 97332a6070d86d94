"""Names and codes of the parties that do not agree with themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.document import Party, Reading
from nlp.extraction.credit_code import is_valid
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import line_at, section_at, sentence_at

ORGANISATION = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|合伙企业|研究院|研究所|大学|医院|中心|厂|店|局|委员会)$"
    r"|\b(?:inc|ltd|llc|corp|corporation|company|co|limited|gmbh|plc|lp|llp)\.?$",
    re.I,
)
_CODE = re.compile(
    r"(?:统一社会信用代码|纳税人识别号|社会信用代码|税号|credit code)[^0-9A-Za-z\n]{0,12}"
    r"([0-9A-Za-z]{18})(?![0-9A-Za-z])",
    re.I,
)
_ACCOUNT_NAME = re.compile(
    r"(?:开户名|户名|账户名称|账户名|帐户名称|收款单位|account name)[ ]*:[ ]*([^\n\t;,。]{4,60})",
    re.I,
)
_LONGEST_NAME = 60


def party_name_mismatch(reading: Reading) -> list[Fault]:
    """A party whose name at its signature, or on its account, is almost but not quite its name."""
    faults = []
    for name, span in _later_names(reading):
        twin = _near_twin(name, reading.parties)
        if twin is not None:
            params = {"first": twin.name, "second": reading.document.text[slice(*span)]}
            head = (twin.at.start, twin.at.end)
            faults.append(Fault(*line_at(reading, span[0]), (span, head), (head,), params))
    return faults


def _later_names(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Names of organisations after a role label in the signatures, or after 户名."""
    folded = fold(reading.document.text)
    roles = {fold(party.role) for party in reading.parties if party.role}
    labels = "|".join(re.escape(role) for role in sorted(roles, key=len, reverse=True))
    patterns = [_ACCOUNT_NAME]
    if labels:
        patterns.append(
            re.compile(
                rf"(?:{labels})(?:\([^)\n]{{1,16}}\))*[ ]*:[ ]*([^\n\t]{{4,{_LONGEST_NAME}}})", re.I
            )
        )
    for pattern in patterns:
        for match in pattern.finditer(folded):
            if pattern is not _ACCOUNT_NAME and section_at(reading, match.start()) != "signature":
                continue
            name = re.split(r"\s{2,}|\(盖章|\(签章|\(公章", match[1])[0].rstrip(" :,")
            if ORGANISATION.search(name):
                yield name, (match.start(1), match.start(1) + len(name))


def _near_twin(name: str, parties: tuple[Party, ...]) -> Party | None:
    """The one party whose name differs by a character or two; None where a party is called so."""
    key = name_key(name)
    known = {name_key(word): party for party in parties for word in (party.name, *party.aliases)}
    if key in known:
        return None
    near = [
        party for word, party in known.items() if len(word) >= 4 and 0 < distance(key, word) <= 2
    ]
    return near[0] if len(near) == 1 else None


def name_key(name: str) -> str:
    """A name without blanks, stops and brackets, in lower case."""
    return re.sub(r"[\s.,()\"'·]", "", fold(name)).lower()


def distance(left: str, right: str) -> int:
    """Levenshtein distance; 3 stands for more than 2."""
    if abs(len(left) - len(right)) > 2:
        return 3
    row = list(range(len(right) + 1))
    for index, char in enumerate(left, start=1):
        previous, row[0] = row[0], index
        for column, other in enumerate(right, start=1):
            previous, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, previous + (char != other)),
            )
    return min(row[-1], 3)


def bad_credit_code(reading: Reading) -> list[Fault]:
    """A labelled 统一社会信用代码 whose check character is wrong (GB 32100-2015)."""
    folded = fold(reading.document.text)
    faults = []
    for match in _CODE.finditer(folded):
        if not is_valid(match[1].upper()):
            params = {"code": match[1]}
            where = sentence_at(reading, match.start(1))
            faults.append(Fault(*where, (match.span(1),), (), params))
    return faults
