"""A notification in words, in its reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.contracts.jobs_api import error_out
from service.kernel.locale import UiLanguage, say
from service.notifications.kinds import KINDS
from service.notifications.tables import Notification


@dataclass(frozen=True, slots=True)
class Told:
    """What a notification says, and the page that it leads to."""

    title: str
    text: str
    link: str


def told(row: Notification, contract: str | None, language: UiLanguage) -> Told:
    """The words of ``row``; ``contract`` is its contract's title, where it may be named."""
    filled = _filled(row, language) | {"contract": contract or say(_CONTRACT, language)}
    words = f"notifications.kinds.{row.kind}"
    return Told(
        say(f"{words}.title", language, **filled),
        say(f"{words}.text", language, **filled),
        KINDS[row.kind].link.format(contract_id=row.contract_id, **row.params),
    )


_CONTRACT = "notifications.contract"


def _filled(row: Notification, language: UiLanguage) -> dict[str, Any]:
    params = dict(row.params)
    if params.get("error"):
        why = error_out(params["error"], params.get("given", {}), language)
        params["reason"] = f"{why.message} {why.mend}".strip()
    if row.kind == "new_device":
        browser = params["browser"] or say("notifications.unknown_browser", language)
        params["device"] = " · ".join(filter(None, (browser, params["system"])))
    return params
