"""Serves the built web UI; every address that is no file is the application's own page."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from service.kernel.errors import problem
from service.kernel.http import open_to_all

DIST = Path(__file__).resolve().parent / "web" / "dist"
_NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>鉴契 Jianqi</title>"
    "<p>网页界面尚未构建，请运行 <code>make setup</code>。"
    " The web UI has not been built: run <code>make setup</code>.</p>"
)
mimetypes.add_type("application/manifest+json", ".webmanifest")


def install(app: FastAPI, dist: Path = DIST) -> None:
    """Mount the assets and the catch-all; must come after all other routes."""
    if (dist / "assets").is_dir():
        app.mount("/assets", StaticFiles(directory=dist / "assets"), name="assets")

    @app.get(
        "/{path:path}",
        include_in_schema=False,
        dependencies=[open_to_all("the page itself holds no data")],
    )
    def page(path: str, request: Request) -> Response:
        if path.startswith("api/"):
            return problem(request, 404, "not_found", {})
        asked = (dist / path).resolve()
        if path and asked.is_file() and asked.is_relative_to(dist):
            # A service worker or manifest that a browser kept would hide every later version.
            return FileResponse(asked, headers={"Cache-Control": "no-cache"})
        if (dist / "index.html").is_file():
            return FileResponse(dist / "index.html", headers={"Cache-Control": "no-cache"})
        return HTMLResponse(_NOT_BUILT, status_code=503)
