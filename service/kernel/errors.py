"""Errors as classes with a stable code; one handler turns them into problem JSON (RFC 9457).

The words stand in ``service/locales/*.yaml`` under ``errors.<code>``: title, and mend.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import StatementError
from starlette.exceptions import HTTPException

from service.kernel.db import Unstorable
from service.kernel.locale import UiLanguage, language_of, say
from service.kernel.logs import frames, log
from service.kernel.postgres import is_bad_value

PROBLEM = "application/problem+json"


class AppError(Exception):
    """An error that a person should read; ``params`` fill its words."""

    code = "internal"
    status = 500
    headers: Mapping[str, str] = {}

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code)
        self.params = params


class NotFound(AppError):
    """The thing does not exist, or is not visible to the actor: the two look alike."""

    code = "not_found"
    status = 404


class Forbidden(AppError):
    """Visible, but not allowed."""

    code = "forbidden"
    status = 403


class Unauthenticated(AppError):
    """No valid session or token."""

    code = "unauthenticated"
    status = 401


class Conflict(AppError):
    """The state of the thing does not allow it."""

    code = "conflict"
    status = 409


class PreconditionMissing(AppError):
    """A change needs the version it was made on, in If-Match."""

    code = "if_match_missing"
    status = 428


class ChangedMeanwhile(AppError):
    """Somebody else changed the thing since it was read."""

    code = "changed_meanwhile"
    status = 412


class Invalid(AppError):
    """The request's own words are wrong."""

    code = "invalid"
    status = 422


def error_words(error: AppError, language: UiLanguage) -> tuple[str, str]:
    """What happened and what to do, in words."""
    title = say(f"errors.{error.code}.title", language, **error.params)
    return title, say(f"errors.{error.code}.mend", language, default="", **error.params)


def problem(request: Request, status: int, code: str, params: dict[str, Any]) -> JSONResponse:
    """One error as problem JSON, in the language the caller asked for."""
    language = language_of(request.headers.get("accept-language"))
    title = say(f"errors.{code}.title", language, **params)
    return JSONResponse(
        jsonable_encoder(
            {
                "type": f"/help/errors#{code}",
                "title": title,
                "detail": say(f"errors.{code}.detail", language, default=title, **params),
                "status": status,
                "code": code,
                "mend": say(f"errors.{code}.mend", language, default="", **params),
                "params": params,
                "request_id": getattr(request.state, "request_id", None),
            }
        ),
        status_code=status,
        media_type=PROBLEM,
    )


def install(app: FastAPI) -> None:
    """Register the one set of handlers."""

    @app.exception_handler(AppError)
    async def _app_error(request: Request, error: AppError) -> JSONResponse:
        answer = problem(request, error.status, error.code, error.params)
        answer.headers.update(error.headers)
        return answer

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        faults = [
            {"field": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
            for fault in error.errors()
        ]
        return problem(request, 422, "invalid", {"faults": faults})

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        codes = {404: "not_found", 405: "method_not_allowed"}
        return problem(request, error.status_code, codes.get(error.status_code, "invalid"), {})

    @app.exception_handler(StatementError)
    async def _unstorable(request: Request, error: StatementError) -> JSONResponse:
        if not is_bad_value(error) and not isinstance(error.orig, Unstorable):
            raise error
        return problem(request, 422, "invalid", {})

    @app.exception_handler(Exception)
    async def _bug(request: Request, error: Exception) -> JSONResponse:
        log.error(
            "unhandled", path=request.url.path, error=type(error).__name__, frames=frames(error)
        )
        return problem(request, 500, "internal", {})
