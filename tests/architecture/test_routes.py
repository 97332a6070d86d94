"""House rules that a program can check."""

from __future__ import annotations

import inspect
import re
from importlib.metadata import distributions
from pathlib import Path

import yaml
from fastapi.routing import APIRoute

from service import health, metrics
from service.app import ROUTERS, create_app
from service.kernel.http import Open, Permission
from service.kernel.permissions import ON_CONTRACT
from service.kernel.settings import ROOT, Settings
from service.openapi import document

SERVICE = ROOT / "service"


def routes() -> list[tuple[str, APIRoute]]:
    """Every route of the application with its whole path."""
    parts = [("/api", router) for router in ROUTERS]
    parts += [("", health.router), ("", metrics.router)]
    return [
        (prefix + route.path, route)
        for prefix, router in parts
        for route in router.routes
        if isinstance(route, APIRoute)
    ]


def declared(route: APIRoute, kind: type[Open] | type[Permission]) -> bool:
    return any(isinstance(depends.dependency, kind) for depends in route.dependencies)


def test_every_route_declares_its_permission() -> None:
    silent = [
        f"{sorted(route.methods)} {path}"
        for path, route in routes()
        if not (declared(route, Permission) or declared(route, Open))
    ]
    assert len(routes()) > 30
    assert silent == []


def test_only_named_routes_are_open() -> None:
    open_paths = {path for path, route in routes() if declared(route, Open)}
    named = {path for path in open_paths if not path.startswith("/api/auth/")}
    own = {"/api/views", "/api/views/{view_id}", "/api/feedback"}
    own |= {
        f"/api/notifications{part}" for part in ("", "/unread", "/mark", "/choices", "/test-mail")
    }
    own |= {"/api/units", "/api/roles", "/api/roles/permissions"}
    assert named == {"/healthz", "/metrics", "/api/meta"} | own


def test_the_application_has_no_route_beside_the_routers_but_the_page(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path / "data", key_file=tmp_path / "key"))
    own = [route.path for route in app.routes if isinstance(route, APIRoute)]
    assert own == ["/{path:path}"]


def test_no_action_commits() -> None:
    guilty = [
        str(path.relative_to(ROOT))
        for path in SERVICE.rglob("*.py")
        if ".commit(" in path.read_text() and path.name not in {"db.py", "env.py"}
    ]
    assert guilty == []


def test_only_the_vector_module_touches_qdrant() -> None:
    pattern = re.compile(r"^\s*(import|from) qdrant", re.MULTILINE)
    users = [path for path in SERVICE.rglob("*.py") if pattern.search(path.read_text())]
    assert users == [SERVICE / "kernel" / "vectors.py"]


def test_both_languages_have_the_same_words() -> None:
    def keys(node: object, prefix: str = "") -> set[str]:
        if not isinstance(node, dict):
            return {prefix}
        return {key for name, child in node.items() for key in keys(child, f"{prefix}.{name}")}

    zh, en = (
        yaml.safe_load((SERVICE / "locales" / f"{language}.yaml").read_text())
        for language in ("zh", "en")
    )
    assert keys(zh) == keys(en)


def test_every_error_code_has_words() -> None:
    words = yaml.safe_load((SERVICE / "locales" / "zh.yaml").read_text())["errors"]
    codes = {
        code
        for path in SERVICE.rglob("*.py")
        for code in re.findall(r'^    code = "([a-z_]+)"', path.read_text(), re.MULTILINE)
    }
    assert codes - words.keys() == set()


def test_no_dependency_owns_our_package_names() -> None:
    ours = {"nlp", "models", "service", "workers"}
    owners = {
        distribution.name: str(file)
        for distribution in distributions()
        if distribution.name != "jianqi"
        for file in distribution.files or []
        if Path(file).parts[0] in ours
    }
    assert owners == {}


def test_lock_files_hold_no_download_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text(), name
    assert '"resolved"' not in (ROOT / "service/web/package-lock.json").read_text()


def test_the_committed_api_description_is_the_applications() -> None:
    committed = (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")
    assert committed == document(), "run make openapi"


def test_what_is_done_to_one_contract_is_asked_of_that_contract() -> None:
    """A role's permission only opens the door: whether it reaches this contract is asked inside."""
    asking = [
        (path, name, inspect.getsource(route.endpoint))
        for path, route in routes()
        for depends in route.dependencies
        if isinstance(depends.dependency, Permission)
        and (name := depends.dependency.name) in ON_CONTRACT - {"contract.read"}
        and "_id}" in path
    ]
    assert len(asking) > 10
    silent = [path for path, name, source in asking if f'to="{name}"' not in source]
    assert silent == []
