"""The application: every domain's routes, the one error handler, health, metrics, the web UI."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from service import api_page, health, meta, metrics, web_files
from service.accounts.api import router as accounts
from service.accounts.ldap_directory import Directory
from service.accounts.oidc import Provider
from service.accounts.oidc_api import router as oidc
from service.accounts.outside import check_roles
from service.accounts.own_api import router as own_account
from service.accounts.passkeys_api import router as passkeys
from service.accounts.sign_in import authenticate
from service.accounts.users_api import router as users
from service.audit.actions import record
from service.audit.api import router as audit
from service.backup.api import router as backup
from service.comparison.api import router as comparisons
from service.contracts.api import router as contracts
from service.contracts.bulk_api import router as contracts_bulk
from service.contracts.grants_api import router as grants
from service.contracts.jobs_api import router as jobs
from service.contracts.photos_api import router as photos
from service.contracts.reading_api import router as readings
from service.contracts.signals import JobSignals
from service.contracts.upload_api import router as contract_uploads
from service.feedback.api import router as feedback
from service.flows.library import router as library_trials
from service.flows.reports import router as reports
from service.flows.review_again import router as review_again
from service.home.api import router as home
from service.inbox.api import router as inbox
from service.inbox.mail_api import router as mail
from service.kernel import errors, logs, problems
from service.kernel.actor import SYSTEM
from service.kernel.body_limit import BodyLimit
from service.kernel.caller import caller_address
from service.kernel.clock import new_id
from service.kernel.db import Database
from service.kernel.headers import secure
from service.kernel.keys import open_key
from service.kernel.limits import Buckets, Limiter, Refusal, SharedBuckets
from service.kernel.queue import connect, redis_address
from service.kernel.settings import Settings, load_settings
from service.kernel.storage import Storage
from service.library.api import router as library
from service.organisation.access_api import router as access
from service.organisation.roles_api import router as roles
from service.organisation.units_api import router as units
from service.personal.api import router as personal
from service.review.api import router as review
from service.search.actions import follow
from service.search.api import SearchTools
from service.search.api import router as search
from service.wiring import embedder, vector_index

ROUTERS: tuple[APIRouter, ...] = (
    accounts,
    own_account,
    passkeys,
    oidc,
    users,
    audit,
    backup,
    contract_uploads,
    contracts_bulk,
    contracts,
    readings,
    photos,
    jobs,
    review,
    review_again,
    library,
    library_trials,
    reports,
    comparisons,
    search,
    grants,
    units,
    roles,
    access,
    home,
    personal,
    feedback,
    inbox,
    mail,
    meta.router,
)
FOLLOW_SECONDS = 0.5


def _operation_id(route: APIRoute) -> str:
    return route.name


def _all_routes() -> list[BaseRoute]:
    root = APIRouter(generate_unique_id_function=_operation_id)
    for router in ROUTERS:
        root.include_router(router, prefix="/api")
    root.include_router(health.router)
    root.include_router(metrics.router)
    return root.routes


ROUTES = _all_routes()
"""Shared by every application of a process: working out what a route asks for takes long."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application for one process. The database must have been migrated."""
    chosen = settings or load_settings()
    logs.configure(chosen.log_format)
    database = Database(chosen.resolved_database_url)
    check_roles(chosen, database)
    key, _ = open_key(chosen)

    @asynccontextmanager
    async def lifespan(served: FastAPI) -> AsyncIterator[None]:
        tools = SearchTools(vector_index(chosen), embedder(chosen.embedder))
        served.state.search = tools
        tasks = [
            asyncio.create_task(served.state.job_signals.run()),
            asyncio.create_task(_keep_index(database, tools)),
        ]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        tools.index.close()
        database.dispose()

    app = FastAPI(
        title="鉴契 Jianqi",
        version="0.1.0",
        description="合同全过程管理与文档智能 · Contract lifecycle with document intelligence",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        routes=ROUTES,
        lifespan=lifespan,
    )
    app.state.settings = chosen
    app.state.database = database
    app.state.key = key
    app.state.storage = Storage.open(chosen.files_url, chosen.data, key)
    app.state.job_signals = JobSignals()
    app.state.directory = Directory(chosen.ldap) if chosen.ldap else None
    shared = SharedBuckets(connect(redis_address(chosen)), Buckets())
    app.state.limiter = Limiter(chosen.limits, shared, partial(_note_refusal, database))
    app.state.providers = {key: Provider(key, one) for key, one in chosen.oidc.items()}
    app.state.authenticate = partial(authenticate, database)
    errors.install(app)
    app.middleware("http")(_observe)
    app.add_middleware(BodyLimit, limit=chosen.max_upload_bytes)
    api_page.install(app)
    web_files.install(app)
    problems.describe(app, described_routes)
    return app


def described_routes() -> list[tuple[str, APIRoute]]:
    """Every route of the API's description, with its whole path."""
    parts = [("/api", router) for router in ROUTERS]
    parts += [("", health.router), ("", metrics.router)]
    return [
        (prefix + route.path, route)
        for prefix, router in parts
        for route in router.routes
        if isinstance(route, APIRoute)
    ]


def _note_refusal(database: Database, refusal: Refusal) -> None:
    """Count a call that came too often; many of one caller are one event in ten minutes."""
    metrics.refused(refusal.kind)
    if refusal.repeated:
        actor = refusal.actor or SYSTEM
        with database.write() as db:
            record(
                db,
                actor,
                "limit.refused",
                "installation",
                kind=refusal.kind,
                count=refusal.repeated,
                address=refusal.address,
            )


async def _keep_index(database: Database, tools: SearchTools) -> None:
    """Let the index follow what happens, for as long as the process lives."""
    while True:
        try:
            applied = await asyncio.to_thread(follow, database, tools.index, tools.embedder.name)
        except Exception as error:
            logs.log.warning("index_behind", error=type(error).__name__)
            applied = 0
        if applied == 0:
            await asyncio.sleep(FOLLOW_SECONDS)


async def _observe(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Give each request an id, count and time it, and set the browser's safety headers."""
    request_id = new_id()
    request.state.request_id = request_id
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    caller_address.set(request.client.host if request.client else None)
    started = time.perf_counter()
    response = await call_next(request)
    route = request.scope.get("route")
    metrics.observe(
        request.method,
        getattr(route, "path", "other"),
        response.status_code,
        time.perf_counter() - started,
    )
    response.headers["X-Request-Id"] = request_id
    secure(response.headers, request.url.path, request.url.scheme)
    return response
