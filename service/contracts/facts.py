"""From a reading to rows of facts, and from facts to the fields of the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from nlp.pipeline import PIPELINE_VERSION
from nlp.vocabulary import PAYING_PARTIES, PERFORMING_PARTIES

PRODUCER = f"jianqi.pipeline@{PIPELINE_VERSION}"

_GROUPS = {
    "parties": "party",
    "dates": "date",
    "amounts": "amount",
    "durations": "duration",
    "rates": "rate",
    "obligations": "obligation",
}


@dataclass(frozen=True, slots=True)
class FactValue:
    """One fact of a reading, ready to be stored."""

    reading_key: str
    group: str
    kind: str
    value: str
    data: dict[str, Any]

    @property
    def confidence(self) -> float:
        return float(self.data.get("confidence", 0.0))


def facts_of(reading: dict[str, Any]) -> Iterator[FactValue]:
    """Every value of a reading's JSON that carries evidence, in reading order by group.

    The key names the value and its place, so that the same passage read again is the same fact.
    """
    for name, group in _GROUPS.items():
        for item in reading.get(name, []):
            kind, value = _kind_and_value(group, item)
            yield FactValue(
                f"{group}:{item['start']}:{item['end']}:{kind}", group, kind, value, item
            )


def _kind_and_value(group: str, item: dict[str, Any]) -> tuple[str, str]:
    if group == "party":
        return item["kind"], item["name"]
    if group == "obligation":
        return item["action"], item["what"]
    if group == "amount":
        return item["kind"], f"{item['value']} {item['currency']}"
    return item["kind"], item["value"]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a fact gives to one field of the record."""

    field: str
    value: Any
    reading_key: str | None


def record_fields(
    reading: dict[str, Any], our_party: str | None, stance: str
) -> Iterator[FieldValue]:
    """The record's fields that the reading can fill; nothing is guessed where it is silent.

    Our side is the party named ``our_party`` (a name or role label), else the paying or the
    performing party by ``stance``; without either, no side is called ours.
    """
    contract = reading["contract"]
    for field in ("title", "number"):
        if contract.get(field):
            yield FieldValue(field, contract[field], None)
    if contract.get("type") and contract["type"] != "other":
        yield FieldValue("type", contract["type"], None)
    yield from _party_fields(reading["parties"], our_party, stance)
    yield from _date_fields(reading["dates"])
    total = next((a for a in reading["amounts"] if a["kind"] == "total"), None)
    if total and not total.get("conflict"):
        key = f"amount:{total['start']}:{total['end']}:total"
        yield FieldValue("amount", Decimal(total["value"]), key)
        yield FieldValue("currency", total["currency"], key)


def our_side(
    parties: Sequence[dict[str, Any]], our_party: str | None, stance: str
) -> dict[str, Any] | None:
    """The party that is ours, where the user said enough to tell."""
    if our_party:
        return next(
            (p for p in parties if our_party in {p["name"], p["role"], *p["aliases"]}), None
        )
    kinds = {"buyer": PAYING_PARTIES, "seller": PERFORMING_PARTIES}.get(stance, frozenset())
    return next((party for party in parties if party["kind"] in kinds), None)


def _party_key(party: dict[str, Any]) -> str:
    return f"party:{party['start']}:{party['end']}:{party['kind']}"


def _party_fields(
    parties: Sequence[dict[str, Any]], our_party: str | None, stance: str
) -> Iterator[FieldValue]:
    own = our_side(parties, our_party, stance)
    if own is None:
        return
    yield FieldValue("our_party", own["name"], _party_key(own))
    other = next((party for party in parties if party is not own), None)
    if other:
        yield FieldValue("counterparty", other["name"], _party_key(other))


_DATE_FIELDS = {"signed": "signed_on", "start": "starts_on", "end": "ends_on", "expiry": "ends_on"}


def _date_fields(dates: Sequence[dict[str, Any]]) -> Iterator[FieldValue]:
    seen: set[str] = set()
    for item in dates:
        field = _DATE_FIELDS.get(item["kind"])
        if field is None or field in seen or item["precision"] != "day":
            continue
        seen.add(field)
        key = f"date:{item['start']}:{item['end']}:{item['kind']}"
        yield FieldValue(field, date.fromisoformat(item["value"]), key)
