"""The server under requests of every kind: those its own description allows, and hostile ones."""

from __future__ import annotations

import json
import queue
import re
import socket
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from starlette.testclient import TestClient

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of what it is built on
    import schemathesis
    from schemathesis.specs.openapi.checks import positive_data_acceptance


from polybius.article import Article
from polybius.explorer import download, guard
from polybius.explorer.app import STATIC, make_app
from polybius.explorer.explorer import Explorer
from polybius.explorer.guard import Guard
from polybius.explorer.server import hosts_of, run
from polybius.store import Store
from polybius.store.database import connected
from polybius.store.ingest import Plan, Tally, ingest

pytestmark = pytest.mark.check

TEXTS = {
    "mali/1": "Mali expelled the French ambassador on Monday. France condemned the decision.",
    "oman,2": "Oman and Iran signed a trade agreement in Muscat on Tuesday.",
    "<b>3</b>": 'Chad recalled its envoy. <script>alert("Chad attacked Mali")</script>',
}


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """Of a store with three articles, with its index made and its coder loaded."""
    path = tmp_path_factory.mktemp("api") / "news.duckdb"
    documents = [Article(id=id_, text=text, published="2022-02-02") for id_, text in TEXTS.items()]
    ingest(documents, Store.open(path, create=True), Plan(), Tally())
    explorer = Explorer.of_store(path)
    explorer.index.refresh()
    explorer.desk.code("Chad recalled its envoy.", None, None, 0.5)
    yield explorer
    explorer.close()


@pytest.fixture
def api(explorer: Explorer) -> schemathesis.BaseSchema:
    app = make_app(explorer, hosts=("testserver", "localhost"))
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_what_the_description_allows_is_answered_as_it_says(
    api: schemathesis.BaseSchema,
) -> None:
    """Each route under parameters and bodies of the kind that it asks for, and of others."""
    wrong: dict[str, str] = {}
    for found in api.get_all_operations():
        operation = found.ok()
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

            @given(operation.as_strategy(generation_mode=mode))
            @settings(max_examples=15, derandomize=True, database=None,
                      phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
            def ask(case: schemathesis.Case) -> None:
                case.call_and_validate(excluded_checks=[positive_data_acceptance])

            try:
                ask()
            except Unsatisfiable:
                pass  # it has no parameters to be wrong
            except BaseException as error:
                wrong[f"{operation.label} {mode.name}"] = str(error)
    assert not wrong, "\n\n".join(f"{label}: {what}" for label, what in wrong.items())


@pytest.fixture(scope="module")
def port(explorer: Explorer) -> Iterator[int]:
    """Of the server as it is run, on a port of this machine."""
    opened: queue.Queue[str] = queue.Queue()
    servers: list[uvicorn.Server] = []

    made = uvicorn.Server

    def noted(config: uvicorn.Config) -> uvicorn.Server:
        servers.append(made(config))
        return servers[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn, "Server", noted)
        patch.setattr(Explorer, "start", lambda _: None)  # it has begun already
        thread = threading.Thread(target=run, args=(explorer, "127.0.0.1", 0, opened.put))
        thread.start()
        yield int(opened.get(timeout=60).rstrip("/").rpartition(":")[2])
        servers[0].should_exit = True
        thread.join()


def ask(port: int, request: str, wait: float = 60) -> str:
    """What comes back for bytes sent as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        line.sendall(request.encode())
        answer = b""
        while piece := line.recv(65536):
            answer += piece
        return answer.decode()


GET = "GET {} HTTP/1.1\r\nHost: {}\r\n{}Connection: close\r\n\r\n"
HERE = "127.0.0.1:{}"


@pytest.mark.parametrize(
    ("host", "more", "status"),
    [
        (HERE, "", 200),
        ("localhost:{}", "", 200),
        ("[::1]:{}", "", 200),
        # A name of somebody else's that was pointed at this machine.
        ("rebound.example:{}", "", 403),
        ("127.0.0.1.rebound.example:{}", "", 403),
        ("rebound.example@127.0.0.1:{}", "", 200),  # a port of ours, whatever stands before
        ("192.168.0.7:{}", "", 403),
        ("", "", 403),
        (HERE, "Host: rebound.example\r\n", 400),
        (HERE, "Origin: http://rebound.example\r\n", 403),
        (HERE, "Origin: null\r\n", 403),
        (HERE, "Origin: https://127.0.0.1:{}.rebound.example\r\n", 403),
        (HERE, "Origin: http://127.0.0.1:{}\r\n", 200),
        (HERE, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", 403),
        (HERE, "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n", 403),
    ],
)
def test_who_is_answered(port: int, host: str, more: str, status: int) -> None:
    answer = ask(port, GET.format("/api/coder", host.format(port), more.format(port)))
    assert answer.startswith(f"HTTP/1.1 {status} "), answer[:300]


@pytest.mark.parametrize(
    ("method", "kind", "status"),
    [
        ("POST", "application/json", 200),
        ("POST", "application/x-www-form-urlencoded", 415),
        ("POST", "text/plain", 415),  # what a form of another site can send unasked
        ("PUT", "application/json", 405),
        ("OPTIONS", "application/json", 405),
        ("TRACE", "application/json", 405),
    ],
)
def test_methods_and_content_types(port: int, method: str, kind: str, status: int) -> None:
    body = '{"text": "Chad recalled its envoy."}' if method in ("POST", "PUT") else ""
    head = f"Host: 127.0.0.1:{port}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
    request = f"{method} /api/code HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n{body}"
    answer = ask(port, request)
    assert answer.startswith(f"HTTP/1.1 {status} "), answer[:300]
    lines = answer.lower().split("\r\n\r\n")[0]
    assert "x-content-type-options: nosniff" in lines
    assert "content-security-policy: default-src 'self'" in lines
    assert "access-control-allow" not in lines
    assert "\r\nserver:" not in lines


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/../../../../../../etc/passwd", "/static//etc/passwd",
        "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%252e%252e%252fapp.py",
        "/static/..\\app.py", "/static/js/../../server.py", "/../../etc/passwd",
        "/static/%00", "/api/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
    ],
)  # fmt: skip
def test_no_file_but_the_pages_own_is_served(port: int, path: str) -> None:
    answer = ask(port, GET.format(path, f"127.0.0.1:{port}", ""))
    status = int(answer.split()[1])
    assert status in (200, 400, 404, 405), answer[:300]
    if status == 200:  # the page itself, which makes sense of its own addresses
        assert "<!doctype html>" in answer.lower()
    assert "root:" not in answer
    assert "from __future__" not in answer


def test_a_body_of_no_announced_length_is_cut_off(port: int) -> None:
    piece = "fffff\r\n" + "x" * 0xFFFFF + "\r\n"
    head = f"POST /api/code HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    head += "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(head.encode())
        with suppress(ConnectionError):  # it need not be read to its end
            for _ in range(4):
                line.sendall(piece.encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 413 ")


def test_slow_clients_keep_nobody_waiting(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred that have sent half of a request, and stay."""
    monkeypatch.setattr(guard, "PATIENCE", 3.0)
    halves = [
        "GET /api/coder HT",
        f"POST /api/code HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        'Content-Length: 1000\r\n\r\n{"text": "',
    ]
    with ExitStack() as stack:
        lines = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            for _ in range(100)
        ]
        for number, line in enumerate(lines):
            line.sendall(halves[number % 2].encode())
        for _ in range(5):
            answer = ask(port, GET.format("/api/coder", f"127.0.0.1:{port}", ""))
            assert answer.startswith("HTTP/1.1 200 ")
        assert lines[1].recv(65536).startswith(b"HTTP/1.1 408 ")


def test_a_slow_reader_of_a_download_keeps_no_writer_waiting(explorer: Explorer) -> None:
    """The store is let go of before the file has been taken."""
    found = download.written(explorer.store.records(), "jsonl")
    first = next(found)
    with connected(explorer.store.path, write=True, patience=20) as connection:
        connection.execute("SELECT 1").fetchall()
    lines = (first + b"".join(found)).splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(TEXTS)


def test_nothing_is_sent_anywhere(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """No route asks for a name or opens a connection, and the page names no other address."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something is sent")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    app = make_app(explorer)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for route in app.openapi()["paths"]:
            answer = client.get(route, params={"id": "mali/1", "one": "MLI", "other": "FRA"})
            assert answer.status_code < 500, route
        assert client.post("/api/code", json={"text": TEXTS["oman,2"]}).status_code == 200
    for file in STATIC.rglob("*"):
        # (What others wrote names their home in a comment; the policy lets nothing out there.)
        if file.suffix in (".html", ".js", ".css") and "vendor" not in file.parts:
            named = set(re.findall(r"https?://[\w.]+", file.read_text("utf-8")))
            assert named <= {"http://www.w3.org"}, file


def test_a_server_for_everyone_answers_to_addresses_and_its_own_names() -> None:
    names = hosts_of("0.0.0.0")
    assert socket.gethostname().lower() in names
    checked = Guard(lambda *_: None, names, addresses=True)  # type: ignore[arg-type, return-value]
    for host, right in (
        ("192.168.0.7:8000", True), ("[fe80::1]:8000", True), (f"{socket.gethostname()}:80", True),
        ("rebound.example", False), ("", False),
    ):  # fmt: skip
        assert (checked._refusal("GET", {"host": host}) is None) == right, host
