"""The units of search: what the index is a projection of."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.db import Base


class SearchUnit(Base):
    """A clause's own text (without its children), or a part of a long one.

    ``vector`` is little-endian float32, made by ``model``; ``id`` is a UUID, as the index wants.
    """

    __tablename__ = "search_units"

    id: Mapped[str] = mapped_column(primary_key=True)
    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), index=True
    )
    clause: Mapped[str | None]
    number: Mapped[str | None]
    path: Mapped[str]
    kind: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    page: Mapped[int]
    quote: Mapped[str]
    text: Mapped[str]
    model: Mapped[str]
    vector: Mapped[bytes] = mapped_column(LargeBinary)
