"""Who may do what with one contract, beyond what their role says of all."""

from __future__ import annotations

from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.kernel.errors import Forbidden


def check_may_delete(actor: Actor, contract: Contract) -> None:
    """One's own drafts may be moved to the trash by anyone, all others by ``contract.delete``.

    Raises ``Forbidden``.
    """
    own_draft = contract.created_by == actor.id and contract.status == "draft"
    if not (actor.may("contract.delete") or (own_draft and actor.may("contract.edit"))):
        raise Forbidden(permission="contract.delete")
