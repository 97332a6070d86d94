"""Mechanical checks: numbers, dates, references, blanks, names. Each is silent when in doubt.

The words for what a check finds stand in the clause library, in the rule that names the check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nlp.document import Reading
from nlp.risk.checks.blanks import blank_field, placeholder
from nlp.risk.checks.calendar import impossible_date, weekday_mismatch
from nlp.risk.checks.contradictions import (
    contradictory_term,
    contradictory_total,
    duplicate_clause,
)
from nlp.risk.checks.currencies import currency_mix, share_amount_mismatch, unit_slip
from nlp.risk.checks.dates import date_contradiction, term_contradiction
from nlp.risk.checks.disputes import arbitration_and_court
from nlp.risk.checks.figures import copies_mismatch, number_words_mismatch
from nlp.risk.checks.identity import bad_id_number
from nlp.risk.checks.jurisdictions import forum_conflict, governing_law_conflict
from nlp.risk.checks.limits import (
    earnest_and_penalty,
    exempt_injury_or_intent,
    guarantee_period_silent,
    lease_over_20,
    probation_too_long,
)
from nlp.risk.checks.money import (
    amount_words_mismatch,
    earnest_money_over_20,
    instalment_sum,
    share_sum,
    tax_arithmetic,
)
from nlp.risk.checks.numbering import numbering_duplicate, numbering_gap
from nlp.risk.checks.parties import bad_credit_code, party_name_mismatch
from nlp.risk.checks.references import undefined_annex, wrong_xref
from nlp.risk.checks.signatures import signature_incomplete
from nlp.risk.checks.spelling import script_mix, width_mix
from nlp.risk.checks.statutes import obsolete_tax_rate, repealed_law
from nlp.risk.checks.strangers import (
    leftover_party,
    payee_not_party,
    seal_name_mismatch,
    undefined_party,
)
from nlp.risk.checks.tables import column_sum, line_product, plan_sum
from nlp.risk.checks.taxes import tax_rate_mismatch
from nlp.risk.checks.terms import undefined_term, unused_term
from nlp.risk.faults import Fault

Check = Callable[[Reading], list[Fault]]

CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        amount_words_mismatch,
        instalment_sum,
        share_sum,
        tax_arithmetic,
        line_product,
        column_sum,
        plan_sum,
        earnest_money_over_20,
        date_contradiction,
        term_contradiction,
        wrong_xref,
        undefined_annex,
        blank_field,
        placeholder,
        party_name_mismatch,
        bad_credit_code,
        arbitration_and_court,
        numbering_gap,
        numbering_duplicate,
        number_words_mismatch,
        copies_mismatch,
        impossible_date,
        weekday_mismatch,
        script_mix,
        width_mix,
        repealed_law,
        obsolete_tax_rate,
        bad_id_number,
        unit_slip,
        currency_mix,
        share_amount_mismatch,
        tax_rate_mismatch,
        contradictory_total,
        contradictory_term,
        duplicate_clause,
        governing_law_conflict,
        forum_conflict,
        unused_term,
        undefined_term,
        undefined_party,
        leftover_party,
        payee_not_party,
        seal_name_mismatch,
        signature_incomplete,
        earnest_and_penalty,
        lease_over_20,
        probation_too_long,
        guarantee_period_silent,
        exempt_injury_or_intent,
    )
}
"""Every check by the name that the library uses for it."""
