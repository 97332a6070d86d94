"""What a client may know before it asks: version, vocabulary, limits."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from nlp.vocabulary import CLAUSE_KINDS, CONTRACT_TYPES
from service.accounts.demo import has_demo_people
from service.accounts.roles import BUILT_IN
from service.contracts.states import STATUSES
from service.kernel.http import Reads, open_to_all
from service.kernel.settings import Settings

router = APIRouter(tags=["operations"])
FILE_TYPES = [
    "pdf",
    "docx",
    "doc",
    "ofd",
    "png",
    "jpg",
    "jpeg",
    "tif",
    "tiff",
    "webp",
    "txt",
    "zip",
]


class Limits(BaseModel):
    max_upload_bytes: int
    types: list[str]


class Meta(BaseModel):
    version: str
    demo: bool
    limits: Limits
    vocabulary: dict[str, list[str]]


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


@router.get("/meta", dependencies=[open_to_all("the sign-in page needs it")])
def meta(request: Request, db: Reads, settings: Annotated[Settings, Depends(_settings)]) -> Meta:
    """The words and limits that a client must share with the service."""
    return Meta(
        version=request.app.version,
        demo=has_demo_people(db),
        limits=Limits(max_upload_bytes=settings.max_upload_bytes, types=FILE_TYPES),
        vocabulary={
            "contract_types": sorted(CONTRACT_TYPES),
            "clause_kinds": sorted(CLAUSE_KINDS),
            "statuses": list(STATUSES),
            "roles": list(BUILT_IN),
        },
    )
