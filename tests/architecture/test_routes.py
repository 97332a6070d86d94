"""House rules that a program can check."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from fastapi.routing import APIRoute

from service.app import create_app
from service.kernel.http import Open, Permission
from service.kernel.settings import ROOT, Settings

SERVICE = ROOT / "service"


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[APIRoute]:
    folder = tmp_path_factory.mktemp("routes")
    app = create_app(Settings(data=folder / "data", key_file=folder / "key"))
    return [route for route in app.routes if isinstance(route, APIRoute)]


def test_every_route_declares_its_permission(routes: list[APIRoute]) -> None:
    silent = [
        f"{sorted(route.methods)} {route.path}"
        for route in routes
        if not any(
            isinstance(depends.dependency, Permission | Open) for depends in route.dependencies
        )
    ]
    assert routes
    assert silent == []


def test_only_named_routes_are_open(routes: list[APIRoute]) -> None:
    open_paths = {
        route.path
        for route in routes
        if any(isinstance(depends.dependency, Open) for depends in route.dependencies)
        and not route.path.startswith("/api/auth/")
    }
    assert open_paths == {"/healthz", "/metrics", "/api/meta", "/{path:path}"}


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
    for name in ("requirements.lock", "requirements-dev.lock", "service/web/package-lock.json"):
        assert "://" not in (ROOT / name).read_text().replace("https://opencollective.com", ""), name
