"""Parties as facts: candidates of one party joined, what each is in the contract."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.document import Party
from nlp.extraction import credit_code, parties_en, parties_zh, party_names_en
from nlp.extraction import party_words as words
from nlp.extraction.context import Context
from nlp.extraction.parties_zh import Candidate
from nlp.folding import HAN, fold
from nlp.ports import Tools


def find_parties(context: Context, tools: Tools) -> tuple[Party, ...]:
    """The parties in the order they are first named; a name is taken as first printed."""
    language = context.document.language
    candidates: list[Candidate] = []
    if language != "en":
        candidates += parties_zh.find_candidates(context, tools.zh_tagger)
    if language != "zh":
        candidates += parties_en.find_candidates(context, tools.en_tagger)
    joined = _joined(context, sorted(candidates, key=lambda candidate: candidate.start))
    kinds = _kinds(context, joined)
    return tuple(
        _fact(context, candidate, kinds[index], index) for index, candidate in enumerate(joined)
    )


def _fact(context: Context, candidate: Candidate, kind: str, index: int) -> Party:
    code = candidate.values.get("credit_code")
    code = fold(code).upper() if code and len(code) == 18 else None
    return Party(
        id=f"p{index + 1}",
        role=candidate.role,
        kind=kind,
        name=_in_one_line(candidate.name),
        at=context.evidence(candidate.start, candidate.end, candidate.confidence),
        aliases=tuple(dict.fromkeys(candidate.aliases)),
        credit_code=code,
        credit_code_valid=None if code is None else credit_code.is_valid(code),
        address=candidate.values.get("address"),
        representative=candidate.values.get("representative"),
        bank=candidate.values.get("bank"),
        account=candidate.values.get("account"),
    )


def _in_one_line(name: str) -> str:
    """A name that was broken over lines: no blank between Chinese characters, one elsewhere."""
    return re.sub(r"\s*\n\s*", " ", re.sub(rf"(?<=[{HAN}])\s*\n\s*(?=[{HAN}])", "", name))


def _key(name: str) -> str:
    plain = party_names_en.without_title(fold(name))
    return re.sub(r"[\s,.()]", "", plain).lower().removeprefix("the")


def _joined(context: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate a party; a second name under one role in the signature is the same party."""
    parties: list[Candidate] = []
    for candidate in candidates:
        same = next((party for party in parties if _is_same(party, candidate)), None)
        if same is None and candidate.role is not None:
            same = _named_before(context, parties, candidate)
        if same is None:
            if not _late(context, candidate) or _named_early(context, parties) < 2:
                parties.append(candidate)
            continue
        _take_over(same, candidate)
    return parties


def _is_same(party: Candidate, candidate: Candidate) -> bool:
    """By the whole name, or by the short name that the contract gave the party."""
    key = _key(candidate.name)
    return key == _key(party.name) or key in map(_key, party.aliases)


def _named_early(context: Context, parties: Sequence[Candidate]) -> int:
    return sum(1 for party in parties if not _late(context, party))


def _take_over(party: Candidate, again: Candidate) -> None:
    """What a second place tells of a party is added to it."""
    if again.role and again.role != party.role:
        if party.role is None:
            party.role = again.role
        else:
            party.aliases.append(again.role)
    party.aliases += [alias for alias in again.aliases if alias != party.role]
    for key, value in again.values.items():
        party.values.setdefault(key, value)


def _named_before(
    context: Context, parties: Sequence[Candidate], candidate: Candidate
) -> Candidate | None:
    """The party that already holds this role, unless both stand in the head (two of one role)."""
    role = _role_key(candidate.role)
    holders = [
        party
        for party in parties
        if role == _role_key(party.role) or role in map(_role_key, party.aliases)
    ]
    if not holders:
        return None
    if _late(context, candidate) != _late(context, holders[0]):
        return holders[0]
    return None


def _role_key(role: str | None) -> str:
    return re.sub(r"\s", "", role or "").lower()


def _late(context: Context, candidate: Candidate) -> bool:
    """True where the candidate stands in the signature block (or in the last third)."""
    if context.reading.sections:
        return context.in_signature(candidate.start)
    return candidate.start > len(context.text) * 2 / 3


# --- what a party is ---------------------------------------------------------------------------


def _kinds(context: Context, parties: Sequence[Candidate]) -> list[str]:
    kinds = [_by_words(party) for party in parties]
    contract_type = context.reading.contract.type
    if contract_type == "employment":
        kinds = [
            kind or _employment_kind(party) for kind, party in zip(kinds, parties, strict=True)
        ]
    pair = words.PAYER_AND_PERFORMER.get(contract_type)
    if pair and len(parties) >= 2 and None in kinds[:2]:
        _fill(context, parties, kinds, pair)
    return [kind or "other" for kind in kinds]


def _by_words(party: Candidate) -> str | None:
    for word in (party.role, *party.aliases):
        if not word:
            continue
        plain = re.sub(r"\s|[一二三四五六七八九1-9]$", "", word)
        kind = words.ZH_ROLE_KINDS.get(plain) or words.EN_ROLE_KINDS.get(word.lower())
        if kind:
            return kind
    return None


def _employment_kind(party: Candidate) -> str:
    return "employee" if words.PERSON_NAME.match(party.name) else "employer"


def _fill(
    context: Context, parties: Sequence[Candidate], kinds: list[str | None], pair: tuple[str, str]
) -> None:
    """Give the two first parties the two parts: by their words, by who pays, else by custom."""
    for index in (0, 1):
        other = kinds[1 - index]
        if kinds[index] is None and other in pair:
            kinds[index] = pair[1] if other == pair[0] else pair[0]
    if kinds[0] is None and kinds[1] is None:
        first, second = parties[0], parties[1]
        paying = _pays(context, first, second) + _performs(context, second, first)
        paid = _pays(context, second, first) + _performs(context, first, second)
        if paying == paid and not _lettered(first, second):
            return
        custom = context.reading.contract.type not in ("lease", "loan", "sale", "equity_transfer")
        first_pays = paying > paid if paying != paid else custom
        kinds[0], kinds[1] = pair if first_pays else (pair[1], pair[0])


def _lettered(*parties: Candidate) -> bool:
    """甲方 and 乙方: by custom the first of them pays, or lets, lends and sells."""
    return all(party.role in (*words.LETTERED, "Party A", "Party B") for party in parties)


def _performs(context: Context, party: Candidate, other: Candidate) -> int:
    """How often the text lets ``party`` deliver, supply or serve."""
    work = re.compile(
        rf"(?:{_names(party)})(?:应当?|须|负责|将|向(?:{_names(other)}))(?:(?!{_names(other)})[^,。;\n]){{0,16}}?"
        r"(?:交付|供货|交货|发货|提供(?!发票)|开发|施工|承运|维修|保修)"
        rf"|(?:{_names(party)})\s+(?:shall|will|must|agrees\s+to)\s+(?:\w+\s+){{0,2}}?"
        r"(?:supply|deliver|sell|perform|manufacture|ship|render|carry\s+out)\b",
        re.IGNORECASE,
    )
    return sum(1 for _ in work.finditer(context.folded))


def _pays(context: Context, party: Candidate, other: Candidate) -> int:
    """How often the text lets ``party`` pay (not as a penalty)."""
    subjects = _names(party)
    objects = _names(other)
    gap = rf"(?:(?!{objects})[^,。;\n])"
    pay = "(?:支付|付款|缴纳|付清|还款|归还|偿还)(?![^,。;\\n]{0,4}[前后])"
    toward = re.compile(
        rf"(?:{subjects}){gap}{{0,24}}?向(?:{objects})[^。;\n]{{0,24}}?{pay}"
        rf"|(?:{subjects})\s*(?:应|须|需|应当|按){gap}{{0,20}}?{pay}"
        rf"|(?:{subjects})[^,。;\n]{{0,6}}?(?:委托|聘请|聘用|雇用)(?:{objects})"
        rf"|(?:{subjects})[^,。;\n]{{0,6}}?向(?:{objects})[^,。;\n]{{0,6}}?(?:采购|购买|订购|承租)"
        rf"|(?:{subjects})\s+(?:shall|agrees\s+to|will|must)\s+(?:\w+\s+){{0,3}}?pay\b",
        re.IGNORECASE,
    )
    return sum(1 for match in toward.finditer(context.folded) if not _is_penalty(context, match))


def _is_penalty(context: Context, match: re.Match[str]) -> bool:
    start, end = context.sentence(match.start())
    return bool(re.search(r"违约金|滞纳金|赔偿|罚款|penalty|damages", context.folded[start:end]))


def _names(party: Candidate) -> str:
    names = [name for name in (party.role, *party.aliases, party.name) if name]
    return "|".join(re.escape(fold(name)) for name in names)
