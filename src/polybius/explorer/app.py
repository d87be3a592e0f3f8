"""The application: the API's routes, the page's files, and one form for all errors."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from polybius import __version__
from polybius.errors import InputError, PolybiusError
from polybius.explorer.correcting import correcting
from polybius.explorer.explorer import Explorer
from polybius.explorer.guard import LOOPBACK, Guard
from polybius.explorer.manual import manual
from polybius.explorer.routes import picturing, reading
from polybius.store import StoreError

_KINDS = (("text/javascript", ".js"), ("font/woff2", ".woff2"), ("application/json", ".json"))
STATIC = Path(__file__).parent / "static"


def make_app(
    explorer: Explorer, hosts: tuple[str, ...] = LOOPBACK, addresses: bool = False
) -> FastAPI:
    """The application that serves an explorer; `hosts` are the names it may be asked by,
    `addresses` says whether by any address in digits too."""
    app = FastAPI(title="Polybius explorer", version=__version__, docs_url=None, redoc_url=None)
    app.add_middleware(Guard, hosts=hosts, addresses=addresses)
    _errors(app)
    for router in (reading(explorer), picturing(explorer), correcting(explorer)):
        app.include_router(router)
    app.add_api_route("/docs", lambda: manual(app.openapi()), include_in_schema=False,
                      response_class=HTMLResponse)  # fmt: skip
    for kind, suffix in _KINDS:  # not every system knows them
        mimetypes.add_type(kind, suffix)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/{path:path}", _page, methods=["GET"], include_in_schema=False)
    return app


def _page(path: str) -> Response:
    """The page, at every address that is its own to make sense of."""
    if path.startswith("api/") or "." in path.rpartition("/")[2]:
        raise HTTPException(404, f"nothing at /{path}; /docs lists what there is")
    return FileResponse(STATIC / "index.html", headers={"cache-control": "no-cache"})


def _told(error: Mapping[str, Any]) -> str:
    """A mistake that pydantic found, as where and what."""
    if error["type"] == "json_invalid":
        return "the body is no JSON"
    return f"{'.'.join(map(str, error['loc'][1:]))}: {error['msg']}"


def _errors(app: FastAPI) -> None:
    """Every error as `{"error": "one line"}`."""

    def answer(status: int, message: str) -> JSONResponse:
        headers = {"retry-after": "1"} if status == 503 else None
        return JSONResponse({"error": " ".join(message.split())}, status, headers)

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> Response:
        return answer(error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def wrong(_: Request, error: RequestValidationError) -> Response:
        return answer(400, "; ".join(_told(each) for each in error.errors()))

    @app.exception_handler(StoreError)
    def store(_: Request, error: StoreError) -> Response:
        return answer(503, str(error))

    @app.exception_handler(InputError)
    def uncodable(_: Request, error: InputError) -> Response:
        return answer(422, str(error))

    @app.exception_handler(Exception)
    def failed(_: Request, error: Exception) -> Response:
        return answer(500, f"something failed here: {type(error).__name__}: {error}")

    @app.exception_handler(PolybiusError)
    def ours(_: Request, error: PolybiusError) -> Response:
        return answer(400, str(error))
