"""The API's page: what OpenAPI says of each route, as HTML that needs nothing from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, h2 { font-family: ui-monospace, monospace; } h2 { font-size: 1.05rem; margin: 2rem 0 0; }
table { border-collapse: collapse; width: 100%; } th { font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
"""


def manual(schema: dict[str, Any]) -> str:
    """A page of HTML from an OpenAPI schema: each route, its parameters, the body it takes."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>API of {escape(schema['info']['title'])}</title><style>{_STYLE}</style></head>",
        f"<body><main><h1>API of {escape(schema['info']['title'])}</h1>",
        f"<p>Version {escape(schema['info']['version'])}. Answers are JSON; an error is"
        ' <code>{"error": "one line"}</code>. Parameters that are lists may be repeated. The same'
        ' for programs: <a href="/openapi.json">openapi.json</a>.</p>',
    ]
    bodies = schema.get("components", {}).get("schemas", {})
    for path, methods in schema["paths"].items():
        for method, route in methods.items():
            parts.append(_route(path, method, route, bodies))
    return "\n".join([*parts, "</main></body></html>"])


def _route(path: str, method: str, route: dict[str, Any], bodies: dict[str, Any]) -> str:
    told = escape(" ".join(route.get("description", "").split()))
    parts = [f"<h2>{method.upper()} {escape(path)}</h2><p>{told}</p>"]
    rows = [
        (one["name"], _kind(one["schema"]), one.get("description", ""), one.get("required"))
        for one in route.get("parameters", ())
    ]
    content = route.get("requestBody", {}).get("content", {}).get("application/json", {})
    if name := content.get("schema", {}).get("$ref", "").rpartition("/")[2]:
        body = bodies[name]
        required = body.get("required", ())
        rows += [
            (f"body: {key}", _kind(value), value.get("description", ""), key in required)
            for key, value in body["properties"].items()
        ]
    if rows:
        parts.append("<table><thead><tr><th>parameter<th>kind<th>what</tr></thead><tbody>")
        for name, kind, what, needed in rows:
            must = " (required)" if needed else ""
            parts.append(
                f"<tr><td><code>{escape(name)}</code><td>{escape(kind)}{must}<td>{escape(what)}</tr>"
            )
        parts.append("</tbody></table>")
    return "".join(parts)


def _kind(schema: dict[str, Any]) -> str:
    """The kind of a value, in words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " or ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    least, most = schema.get("minimum"), schema.get("maximum")
    return kind if most is None else f"{kind}, {least} to {most}"
