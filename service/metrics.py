"""Prometheus metrics: counts and seconds, never contract text or names."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from service.kernel.http import open_to_all

router = APIRouter(tags=["operations"])

_requests = Counter("jianqi_requests_total", "Answered requests", ["method", "route", "status"])
_refused = Counter("jianqi_refused_total", "Calls refused as too frequent", ["kind"])
_seconds = Histogram("jianqi_request_seconds", "Seconds until the answer began", ["route"])


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def refused(kind: str) -> None:
    """Count one call that came too often."""
    _refused.labels(kind).inc()


@router.get(
    "/metrics",
    dependencies=[open_to_all("scraped inside the operator's own network")],
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
)
def metrics() -> Response:
    """All metrics of this process in the Prometheus text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
