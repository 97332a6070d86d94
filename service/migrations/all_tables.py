"""Imports every domain's tables, so that the metadata is whole."""

from __future__ import annotations

from service.kernel.db import Base

metadata = Base.metadata
