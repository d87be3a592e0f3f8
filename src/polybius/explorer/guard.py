"""What stands before every request: who may ask, how much may be sent, what a browser may do
with the answer.

A page of another site that is open in the same browser can send requests to a local port.
So the name asked for must be one of ours (which also stops a foreign name that was pointed
at this machine), and a request that a browser says comes from elsewhere is refused.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Bytes; a text of 200,000 code points has at most 800,000, and JSON may escape each.
MOST_BODY = 2_500_000
# Seconds between two pieces of a body; who takes longer is let go.
PATIENCE = 20.0
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
    " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
# Headers that decide here: two of one could be read in two ways.
_ONCE = ("host", "origin", "content-length")
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """Refuses requests for foreign names, from foreign pages, and bodies that are too long or
    come too slowly; adds the headers of safety to every answer.

    `hosts` are the names it may be asked by; `addresses` says that any address in digits may
    stand in the place of one. (To point a name at this machine is easy, to do so with an
    address is not.)
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK, addresses: bool = False
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [(key.encode(), value.encode()) for key, value in _HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", ()), *given]}
            await send(message)

        named = [key.decode("latin-1") for key, _ in scope["headers"]]
        for key in _ONCE:
            if named.count(key) > 1:
                await _answer(safe, 400, f"{key} is said more than once; once would be right")
                return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        if refusal := self._refusal(scope["method"], headers):
            status, why = refusal
            await _answer(safe, status, why)
            return
        await self._limited(scope, receive, safe)

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        """The status and the reason of a request that is not let through."""
        host = headers.get("host", "")
        name = _name(f"//{host}")
        if name not in self._hosts and not (self._addresses and _is_address(name)):
            return 403, f"no host {host!r} here; one of {', '.join(sorted(self._hosts))} is right"
        if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            navigates = headers.get("sec-fetch-mode") == "navigate" and method == "GET"
            if not navigates:
                return 403, "asked for by a page of another site"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, f"asked for by a page of another site, {origin}"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BODY:
            return 413, f"more than {MOST_BODY:,} bytes sent"
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if method in ("POST", "PUT", "PATCH") and kind != "application/json":
            return 415, "the content type must be application/json"
        return None

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, but not more of its body than allowed, whatever it announced,
        and no longer than it keeps coming."""
        seen, done = 0, False

        async def counted() -> Message:
            nonlocal seen, done
            try:
                message = await asyncio.wait_for(receive(), None if done else PATIENCE)
            except TimeoutError:
                raise HTTPException(408, f"nothing came for {PATIENCE:.0f} seconds") from None
            done = not message.get("more_body", False)
            seen += len(message.get("body", b""))
            if seen > MOST_BODY:
                raise HTTPException(413, f"more than {MOST_BODY:,} bytes sent")
            return message

        await self._app(scope, counted, send)


def _name(address: str) -> str:
    """The host's name in an address, without its port; "" where there is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _answer(send: Any, status: int, why: str) -> None:
    body = json.dumps({"error": why}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
