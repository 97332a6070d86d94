"""Asks the API as random people about random contracts, and holds each answer to the oracle.

``core`` asks and judges, ``makers`` has what many routes have in common; each other module holds
the probes of one domain, which are registered when it is imported.
"""

from tests.service.permissions.prover import (  # noqa: F401
    access,
    account,
    administration,
    audit,
    bulk,
    contracts,
    jobs,
    library,
    lists,
    notifications,
    open,
    organisation,
    people,
    readings,
    reports,
    review,
    search,
)
from tests.service.permissions.prover.core import PROBES, Leak, Prover

__all__ = ["PROBES", "Leak", "Prover"]
