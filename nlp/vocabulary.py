"""The words that outside programs rely on: contract types, clause kinds, party kinds."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


CONTRACT_TYPES = _words(
    "purchase sale supply lease loan guarantee nda employment service consulting",
    "technology_development technology_licence software saas construction transport warehousing",
    "agency distribution entrustment processing equity_transfer partnership insurance framework",
    "amendment other",
)

CLAUSE_KINDS = _words(
    "definitions subject price payment delivery acceptance quality warranty title risk_transfer",
    "term renewal termination liability liquidated_damages indemnity limitation_of_liability",
    "confidentiality intellectual_property data_protection non_compete exclusivity assignment",
    "subcontracting force_majeure governing_law dispute_resolution notices insurance tax audit",
    "representations compliance employment_terms entire_agreement amendment severability",
    "counterparts annexes other",
)

PAYING_PARTIES = _words(
    "buyer lessee borrower employer principal owner licensee recipient shipper distributor client",
    "transferee",
)
"""Party kinds on the paying side of a contract, which a review calls ``buyer``."""

PERFORMING_PARTIES = _words(
    "seller lessor lender guarantor employee agent contractor licensor discloser carrier supplier",
    "provider transferor",
)
"""Party kinds on the side that delivers, works or lends, which a review calls ``seller``."""
