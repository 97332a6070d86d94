"""The block in which the parties sign."""

from __future__ import annotations

import re

from nlp.document import Party, Reading
from nlp.folding import fold
from nlp.risk.checks.parties import name_key
from nlp.risk.faults import Fault
from nlp.risk.text import line_at

_FEWEST_CLAUSES = 5
_SIGNING_LINE = re.compile(
    r"(?:签字|签名|盖章|签章|公章)[^。,\n]{0,8}[:)]|\((?:签字|签名|盖章|签章|公章|章)"
    r"|\bby:|signed by",
    re.I,
)
_SIGNING = re.compile(r"盖章|签章|公章|签字|签名|签署页|by:|signature|signed|in witness", re.I)


def signature_incomplete(reading: Reading) -> list[Fault]:
    """No lines to sign at the end of a contract, or none for one of its two parties.

    Looked at only where both parties are known by role and name and there are five clauses or more.
    """
    parties = [party for party in reading.parties if party.role]
    if len(parties) != 2 or len(reading.clauses) < _FEWEST_CLAUSES:
        return []
    text = fold(reading.document.text)
    zone = next((one for one in reversed(reading.sections) if one.kind == "signature"), None)
    tail = text[_end_of_clauses(reading) :] if zone is None else text[zone.start :]
    missing = [party for party in parties if not _signs(party, tail)]
    if zone is None and len(missing) == len(parties):
        return [] if _SIGNING_LINE.search(text) else _faults(reading, parties)
    if zone is None and not _SIGNING.search(tail):
        return []
    if len(missing) != 1 or _signs_elsewhere(missing[0], text):
        return []
    return _faults(reading, missing)


def _signs_elsewhere(party: Party, text: str) -> bool:
    """Whether a line to sign for the party stands outside the block: before or in an annex."""
    role = re.escape(fold(party.role or ""))
    return bool(
        re.search(
            rf"{role}\s?(?:\([^)\n]*\))?[^。,\n]{{0,8}}[签章][^。,\n]{{0,8}}(?:[:)]|$)", text, re.M
        )
    )


def _end_of_clauses(reading: Reading) -> int:
    """Where the last clause of the body starts; lines to sign come after."""
    return max(clause.at.start for clause in reading.clauses)


def _signs(party: Party, tail: str) -> bool:
    """Whether role or name opens a line, a cell or a column of the block."""
    names = [fold(word) for word in (party.role or "", party.name, *party.aliases) if word]
    plain = name_key(tail)
    return any(
        re.search(rf"(?im)(?:^|\t|\s{{2,}}|by |for |\bof |[(:]){re.escape(name)}", tail)
        or (len(name_key(name)) >= 5 and name_key(name) in plain)
        for name in names
    )


def _faults(reading: Reading, missing: list[Party]) -> list[Fault]:
    if not missing:
        return []
    end = len(reading.document.text.rstrip())
    where = line_at(reading, end - 1)
    heads = tuple((party.at.start, party.at.end) for party in missing)
    params = {"parties": "、".join(party.role or party.name for party in missing)}
    return [Fault(*where, (where, *heads), heads, params, 0.75)]
