"""Facts of a contract: parties, dates, money, durations, rates and obligations."""

from __future__ import annotations

from dataclasses import replace

from nlp.document import Reading
from nlp.extraction.amounts import find_amounts
from nlp.extraction.context import Context
from nlp.extraction.date_facts import find_date_facts
from nlp.extraction.duration_facts import find_duration_facts
from nlp.extraction.obligations import Facts, find_obligations
from nlp.extraction.parties import find_parties
from nlp.extraction.rates import find_rate_facts
from nlp.ports import Tools


def extract_facts(reading: Reading, tools: Tools) -> Reading:
    """The reading with its facts; each value is verbatim in the text, doubt lowers confidence."""
    context = Context(reading)
    dates, warnings = find_date_facts(context)
    facts = Facts(
        parties=find_parties(context, tools),
        dates=dates,
        amounts=find_amounts(context),
        durations=find_duration_facts(context),
        rates=find_rate_facts(context),
    )
    return replace(
        reading,
        parties=facts.parties,
        dates=facts.dates,
        amounts=facts.amounts,
        durations=facts.durations,
        rates=facts.rates,
        obligations=find_obligations(context, facts),
        warnings=(*reading.warnings, *warnings),
    )
