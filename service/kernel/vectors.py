"""The vector index: a projection of rows, rebuilt from the database by one command.

Two homes behind one protocol: Qdrant's engine inside this process (``qdrant-edge``, the embedded
profile) and a Qdrant server (``qdrant-client``). Nothing else in the house touches Qdrant.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import qdrant_edge as edge
from qdrant_client import QdrantClient
from qdrant_client import models as server

COLLECTION = "jianqi_clauses"
DENSE = "dense"
LEXICAL = "lexical"
KEYWORD_FIELDS = (
    "contract_id",
    "kind",
    "type",
    "status",
    "number",
    "parties",
    "owner_id",
    "created_by",
    "unit_id",
    "secrecy",
)
INTEGER_FIELDS = ("signed_on",)


@dataclass(frozen=True, slots=True)
class Condition:
    """A payload field is one of ``any_of``, or (for numbers) lies within the bounds."""

    field: str
    any_of: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """All of ``must`` and, where given, all conditions of at least one of ``should``."""

    must: tuple[Condition, ...] = ()
    should: tuple[tuple[Condition, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A unit of search: ``id`` is a UUID, ``lexical`` a sparse vector by term number."""

    id: str
    dense: Sequence[float]
    lexical: Mapping[int, float]
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A point found, best first in its list."""

    id: str
    score: float


class VectorIndex(Protocol):
    """What search needs of an index."""

    def replace(self, contract_id: str, points: Sequence[Point]) -> None:
        """Make ``points`` all that the index knows of the contract."""
        ...

    def nearest(self, vector: Sequence[float], where: Where, limit: int) -> list[Hit]: ...

    def matching(self, terms: Mapping[int, float], where: Where, limit: int) -> list[Hit]:
        """By words; points that share none are not hits."""
        ...

    def count(self) -> int: ...

    def clear(self) -> None: ...

    def close(self) -> None: ...


class EdgeIndex:
    """Qdrant's engine inside this process. One process may own the folder."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._lock = threading.RLock()
        self._shard = self._open()

    def _open(self) -> edge.EdgeShard:
        if (self._folder / "edge_config.json").exists():
            return _indexed(edge.EdgeShard.load(str(self._folder)))
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shard = edge.EdgeShard.create(
            str(self._folder),
            edge.EdgeConfig(
                vectors={
                    DENSE: edge.EdgeVectorParams(
                        size=self._dimensions, distance=edge.Distance.Cosine
                    )
                },
                sparse_vectors={LEXICAL: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
            ),
        )
        return _indexed(shard)

    def replace(self, contract_id: str, points: Sequence[Point]) -> None:
        mine = _edge_filter(Where(must=(Condition("contract_id", (contract_id,)),)))
        with self._lock:
            self._shard.update(edge.UpdateOperation.delete_points_by_filter(mine))
            if points:
                self._shard.update(
                    edge.UpdateOperation.upsert_points([_edge_point(point) for point in points])
                )
            self._shard.flush()

    def optimize(self) -> None:
        """Build the indexes; worth it after many changes."""
        with self._lock:
            self._shard.optimize()

    def nearest(self, vector: Sequence[float], where: Where, limit: int) -> list[Hit]:
        return self._search(edge.Query.Nearest(list(vector), using=DENSE), where, limit)

    def matching(self, terms: Mapping[int, float], where: Where, limit: int) -> list[Hit]:
        if not terms:
            return []
        sparse = edge.SparseVector(list(terms), list(terms.values()))
        return self._search(edge.Query.Nearest(sparse, using=LEXICAL), where, limit, positive=True)

    def _search(
        self, query: edge.Query, where: Where, limit: int, positive: bool = False
    ) -> list[Hit]:
        request = edge.SearchRequest(query=query, limit=limit, filter=_edge_filter(where))
        with self._lock:
            found = self._shard.search(request)
        return [Hit(str(p.id), p.score) for p in found if p.score > 0 or not positive]

    def count(self) -> int:
        with self._lock:
            return int(self._shard.count(edge.CountRequest(exact=True)))

    def clear(self) -> None:
        with self._lock:
            self._shard.close()
            shutil.rmtree(self._folder)
            self._shard = self._open()

    def close(self) -> None:
        with self._lock:
            self._shard.close()


def _indexed(shard: edge.EdgeShard) -> edge.EdgeShard:
    """The shard with an index for every field; one that is there stays."""
    for names, schema in (
        (KEYWORD_FIELDS, edge.PayloadSchemaType.Keyword),
        (INTEGER_FIELDS, edge.PayloadSchemaType.Integer),
    ):
        for name in names:
            shard.update(edge.UpdateOperation.create_field_index(name, schema))
    return shard


def _edge_point(point: Point) -> edge.Point:
    vectors: dict[str, Any] = {
        DENSE: list(point.dense),
        LEXICAL: edge.SparseVector(list(point.lexical), list(point.lexical.values())),
    }
    return edge.Point(point.id, vectors, dict(point.payload))


def _edge_condition(condition: Condition) -> edge.FieldCondition:
    if condition.any_of:
        return edge.FieldCondition(condition.field, match=edge.MatchAny(list(condition.any_of)))
    bounds = edge.RangeFloat(gte=condition.at_least, lte=condition.at_most)
    return edge.FieldCondition(condition.field, range=bounds)


def _edge_filter(where: Where) -> edge.Filter:
    return edge.Filter(
        must=[_edge_condition(c) for c in where.must] or None,
        should=[
            edge.Filter(must=[_edge_condition(c) for c in conditions] or None)
            for conditions in where.should
        ]
        or None,
    )


class ServerIndex:
    """A Qdrant server, or qdrant-client's own local mode (for tests)."""

    def __init__(self, client: QdrantClient, dimensions: int) -> None:
        self._client = client
        self._dimensions = dimensions
        if client.collection_exists(COLLECTION):
            self._index_fields()
        else:
            self._create()

    def _create(self) -> None:
        self._client.create_collection(
            COLLECTION,
            vectors_config={
                DENSE: server.VectorParams(size=self._dimensions, distance=server.Distance.COSINE)
            },
            sparse_vectors_config={
                LEXICAL: server.SparseVectorParams(modifier=server.Modifier.IDF)
            },
        )
        self._index_fields()

    def _index_fields(self) -> None:
        """An index for every field; one that is there stays."""
        for names, schema in (
            (KEYWORD_FIELDS, server.PayloadSchemaType.KEYWORD),
            (INTEGER_FIELDS, server.PayloadSchemaType.INTEGER),
        ):
            for name in names:
                self._client.create_payload_index(COLLECTION, name, schema)

    def replace(self, contract_id: str, points: Sequence[Point]) -> None:
        mine = _server_filter(Where(must=(Condition("contract_id", (contract_id,)),)))
        self._client.delete(COLLECTION, server.FilterSelector(filter=mine), wait=True)
        if points:
            self._client.upsert(COLLECTION, [_server_point(point) for point in points], wait=True)

    def nearest(self, vector: Sequence[float], where: Where, limit: int) -> list[Hit]:
        return self._search(list(vector), DENSE, where, limit)

    def matching(self, terms: Mapping[int, float], where: Where, limit: int) -> list[Hit]:
        if not terms:
            return []
        sparse = server.SparseVector(indices=list(terms), values=list(terms.values()))
        return [hit for hit in self._search(sparse, LEXICAL, where, limit) if hit.score > 0]

    def _search(self, query: Any, using: str, where: Where, limit: int) -> list[Hit]:
        found = self._client.query_points(
            COLLECTION,
            query=query,
            using=using,
            query_filter=_server_filter(where),
            limit=limit,
            with_payload=False,
        )
        return [Hit(str(point.id), point.score) for point in found.points]

    def count(self) -> int:
        return self._client.count(COLLECTION, exact=True).count

    def clear(self) -> None:
        self._client.delete_collection(COLLECTION)
        self._create()

    def close(self) -> None:
        self._client.close()


def _server_point(point: Point) -> server.PointStruct:
    return server.PointStruct(
        id=point.id,
        vector={
            DENSE: list(point.dense),
            LEXICAL: server.SparseVector(
                indices=list(point.lexical), values=list(point.lexical.values())
            ),
        },
        payload=dict(point.payload),
    )


def _server_conditions(conditions: Iterable[Condition]) -> list[Any]:
    return [
        server.FieldCondition(key=c.field, match=server.MatchAny(any=list(c.any_of)))
        if c.any_of
        else server.FieldCondition(key=c.field, range=server.Range(gte=c.at_least, lte=c.at_most))
        for c in conditions
    ]


def _server_filter(where: Where) -> server.Filter:
    return server.Filter(
        must=_server_conditions(where.must) or None,
        should=[
            server.Filter(must=_server_conditions(conditions) or None)
            for conditions in where.should
        ]
        or None,
    )


def open_index(url: str | None, api_key: str | None, folder: Path, dimensions: int) -> VectorIndex:
    """The index that the settings name."""
    if url:
        return ServerIndex(QdrantClient(url=url, api_key=api_key), dimensions)
    return EdgeIndex(folder, dimensions)
