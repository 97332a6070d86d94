"""What was read of a contract: text, clauses, pages, the original."""

from __future__ import annotations

from typing import Any

from tests.service.permissions.prover.core import (
    Answer,
    Prover,
    expect,
    ok,
    same,
    secret_of,
    unread,
)
from tests.service.permissions.prover.makers import of_contract
from tests.service.permissions.world import Deal, Key


def _reading(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not unread(p, deal, answer):
        expect(secret_of(p, deal) in ok(answer)["text"], "not its own text")


def _clauses(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not unread(p, deal, answer):
        expect(len(ok(answer)["items"]) >= 2, "no clauses")


def _page_number(p: Prover, deal: Deal) -> dict[str, Any]:
    number = p.rng.choice((1, 1, 1, 2, 0, -1))
    return {"fill": {"number": number}, "params": {"dpi": p.rng.choice((50, 110, 200))}}


def _picture(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if deal.job_id is None:
        p.told(answer, 409, "no_reading")
    elif not deal.has_reading or "pages/1.png" not in str(answer.url):
        p.told(answer, 404, "no_such_page")
    else:
        ok(answer)
        own = any(answer.content.endswith(s.encode()) for s in p.world.secrets[deal.id])
        expect(own, "another contract's page")


def _words(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if unread(p, deal, answer):
        return
    if "pages/1/" not in str(answer.url):
        p.told(answer, 404, "no_such_page")
    else:
        expect(secret_of(p, deal) in "".join(w["text"] for w in ok(answer)["words"]), "words")


def _original(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if deal.job_id is None:
        p.told(answer, 409, "no_reading")
    else:
        ok(answer)
        same(answer.content, p.world.originals[deal.id], "the file")


def _photos(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    kept = [1] if deal.id in p.world.photos else []
    same([photo["number"] for photo in ok(answer)["items"]], kept, "photos")


def _photo(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    photo = p.world.photos.get(deal.id)
    if photo is None or not answer.url.path.endswith("photos/1"):
        p.told(answer, 404, "no_such_page")
    else:
        ok(answer)
        same(answer.content, photo, "the photo")


def _new_photo(p: Prover, deal: Deal) -> dict[str, Any]:
    photo = b"\xff\xd8\xff" + p.rng.randbytes(8)
    return {
        "fill": {"number": p.rng.choice((1, 1, 2))},
        "files": {"photo": ("a.jpg", photo, "image/jpeg")},
    }


def _sent_photo(answer: Answer) -> bytes:
    """The file in the multipart body of what was asked."""
    body = answer.request.read()
    return body.split(b"\r\n\r\n", 1)[1].rsplit(b"\r\n--", 1)[0]


def _kept(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    """Whoever may create contracts and filed this one; what is kept stays."""
    if deal.created_by != key.person_id:
        p.told(answer, 403, "forbidden")
    elif deal.job_id is None:
        p.told(answer, 409, "no_reading")
    elif not str(answer.url).endswith("photos/1"):
        p.told(answer, 404, "no_such_page")
    elif deal.id in p.world.photos:
        p.told(answer, 409, "photo_kept")
    else:
        expect(answer.status_code == 204, f"answered {answer.status_code}")
        p.world.photos[deal.id] = _sent_photo(answer)


of_contract("GET /api/contracts/{contract_id}/photos", _photos)
of_contract("GET /api/contracts/{contract_id}/photos/{number}", _photo, _page_number)
of_contract("PUT /api/contracts/{contract_id}/photos/{number}", _kept, _new_photo, weight=0.7)
of_contract("GET /api/contracts/{contract_id}/reading", _reading)
of_contract("GET /api/contracts/{contract_id}/clauses", _clauses)
of_contract("GET /api/contracts/{contract_id}/pages/{number}.png", _picture, _page_number)
of_contract("GET /api/contracts/{contract_id}/pages/{number}/words", _words, _page_number)
of_contract("GET /api/contracts/{contract_id}/original", _original)
