"""Every domain's tables, so that the metadata is whole."""

from __future__ import annotations

from service.accounts import tables as accounts
from service.anomalies import tables as anomalies
from service.audit import tables as audit
from service.backup import tables as backup
from service.contracts import tables as contracts
from service.feedback import tables as feedback
from service.inbox import tables as inbox
from service.kernel import events
from service.kernel.db import Base
from service.library import tables as library
from service.notifications import tables as notifications
from service.personal import tables as personal
from service.readings import tables as readings
from service.review import tables as review
from service.search import tables as search

DOMAINS = (
    accounts,
    anomalies,
    audit,
    backup,
    contracts,
    events,
    feedback,
    inbox,
    library,
    notifications,
    personal,
    readings,
    review,
    search,
)

metadata = Base.metadata
