"""``/api/docs``: every route of the API on one page, without scripts and without the internet."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, select_autoescape

from service.kernel.headers import POLICY, own_style

_METHODS = ("get", "post", "patch", "put", "delete")
_environment = Environment(
    autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
)
_PAGE = _environment.from_string("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ info.title }} · API</title>
<style>
:root { color-scheme: light dark; }
body { font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  max-width: 960px; margin: 0 auto; padding: 20px 16px 60px; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin: 34px 0 8px; }
details { border: 1px solid #8886; border-radius: 6px; margin: 6px 0; padding: 6px 12px; }
summary { cursor: pointer; overflow-wrap: anywhere; }
code { font-family: ui-monospace, Menlo, Consolas, "Noto Sans Mono", monospace; font-size: 13.5px; }
b { display: inline-block; min-width: 62px; text-transform: uppercase; font-size: 12px; }
table { border-collapse: collapse; width: 100%; margin: 6px 0; }
td, th { text-align: left; vertical-align: top; padding: 3px 12px 3px 0; font-size: 14px; }
p { white-space: pre-line; margin: 6px 0; }
</style>
</head>
<body>
<h1>{{ info.title }} · API {{ info.version }}</h1>
<p>{{ info.description }}</p>
<p>机器可读的说明 For programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI).
令牌在“个人设置”中创建，请求头为 Tokens are made under “My settings”; send the header
<code>Authorization: Bearer …</code></p>
{% for tag, operations in tags.items() %}
<h2>{{ tag }}</h2>
{% for each in operations %}
<details>
<summary><b>{{ each.method }}</b><code>{{ each.path }}</code></summary>
<p>{{ each.description }}</p>
{% if each.parameters %}
<table><tr><th>parameter</th><th>in</th><th>type</th><th></th></tr>
{% for one in each.parameters %}
<tr><td><code>{{ one.name }}</code>{{ ' *' if one.required }}</td><td>{{ one.in }}</td>
<td>{{ one.schema.type or '' }}</td><td>{{ one.description or '' }}</td></tr>
{% endfor %}
</table>
{% endif %}
{% if each.body %}
<p>body: {% for kind, name in each.body %}<code>{{ kind }}</code> {{ name }} {% endfor %}</p>
{% endif %}
<table>
{% for status, meaning in each.answers %}
<tr><td><code>{{ status }}</code></td><td>{{ meaning }}</td></tr>
{% endfor %}
</table>
</details>
{% endfor %}
{% endfor %}
</body>
</html>
""")


def install(app: FastAPI) -> None:
    """Serve the page; it tells what the committed description tells."""

    async def docs(_request: Request) -> HTMLResponse:
        described = app.openapi()
        page = _PAGE.render(info=described["info"], tags=_by_tag(described["paths"]))
        return HTMLResponse(page, headers={POLICY: own_style(page)})

    app.add_route("/api/docs", docs, include_in_schema=False)


def _by_tag(paths: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    tags: dict[str, list[dict[str, Any]]] = {}
    for path, methods in paths.items():
        for method in _METHODS:
            if operation := methods.get(method):
                shown = _shown(path, method, operation)
                tags.setdefault(operation["tags"][0], []).append(shown)
    return tags


def _shown(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return {
        "path": path,
        "method": method,
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "body": [
            (kind, one["schema"].get("$ref", "").rpartition("/")[2])
            for kind, one in content.items()
        ],
        "answers": [
            (status, answer.get("description", ""))
            for status, answer in operation["responses"].items()
        ],
    }
