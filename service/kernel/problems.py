"""The errors that each route may answer with, told in the API's description from one place.

What a route declares (a permission, a version, a body, a thing named in its path) says which
errors it can raise; a route with an error of its own adds it by ``responses=``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.constants import REF_PREFIX
from fastapi.routing import APIRoute
from pydantic import BaseModel

from service.kernel.errors import PROBLEM
from service.kernel.http import ExpectedVersion, Permission, SignedIn, current_actor
from service.kernel.limits import Limited

_MEANINGS = {
    400: "The body cannot be read.",
    401: "No valid session or token.",
    403: "Not allowed, or a browser's change without its CSRF token.",
    404: "It does not exist, or is not visible to the caller.",
    409: "The state of the thing does not allow it.",
    412: "Somebody else changed it since it was read.",
    413: "The body is larger than the service takes.",
    422: "The request's own words are wrong.",
    428: "The change needs If-Match.",
    503: "A directory or provider that the settings name cannot be asked.",
    429: "Too often: wait as long as Retry-After says.",
}
_WAIT = {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}
_READERS = frozenset({"GET", "HEAD"})


class Problem(BaseModel):
    """An error (RFC 9457): ``code`` is stable, ``title`` and ``mend`` are for people."""

    type: str
    title: str
    detail: str
    status: int
    code: str
    mend: str
    params: dict[str, Any]
    request_id: str | None


def describe(app: FastAPI, routes: Callable[[], Iterable[tuple[str, APIRoute]]]) -> None:
    """Let the description of ``app`` tell the problems of ``routes`` (whole path, route)."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            for path, route in routes():
                for method in route.methods or ():
                    _complete(document["paths"][path][method.lower()], route)
            schemas = document["components"]["schemas"]
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            schemas["Problem"] = Problem.model_json_schema()
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _complete(operation: dict[str, Any], route: APIRoute) -> None:
    told = operation["responses"]
    for status in sorted(set(statuses(route)) | {int(code) for code in told if int(code) >= 400}):
        meaning = told.get(str(status), {}).get("description") or _MEANINGS[status]
        told[str(status)] = {
            "description": _MEANINGS.get(status, meaning),
            "content": {PROBLEM: {"schema": {"$ref": f"{REF_PREFIX}Problem"}}},
        }
        if status == 429:
            told[str(status)]["headers"] = {"Retry-After": _WAIT}


def statuses(route: APIRoute) -> Iterator[int]:
    """The statuses of the problems that what the route declares can raise."""
    calls = list(_calls(route.dependant))
    is_permitted = any(isinstance(call, (Permission, SignedIn)) for call in calls)
    is_write = not (route.methods or set()) <= _READERS
    if is_permitted or current_actor in calls:
        yield from (401, 403)
    if route.dependant.path_params:
        yield 404
    if is_write or "{contract_id}" in route.path_format:
        yield 409
    if is_write and route.path_format.startswith("/auth/"):
        yield from (401, 429)
    if any(isinstance(call, Limited) for call in calls):
        yield 429
    if route.body_field is not None:
        yield from (400, 413)
    if is_write or any(_inputs(route.dependant)):
        yield 422
    if _VERSION in calls:
        yield from (412, 428)


def _calls(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for inner in dependant.dependencies:
        yield from _calls(inner)


def _inputs(dependant: Dependant) -> Iterator[Any]:
    yield from (*dependant.path_params, *dependant.query_params, *dependant.header_params)
    for inner in dependant.dependencies:
        yield from _inputs(inner)


_VERSION = get_args(ExpectedVersion)[1].dependency
"""The dependency that asks for If-Match."""
