"""A store of made-up news, a server for it, and a browser to look with."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def _polybius(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "polybius", *map(str, arguments)]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the articles beside this file, and their stories."""
    path = tmp_path_factory.mktemp("explorer") / "news.duckdb"
    for command in (["ingest", HERE / "news.jsonl", "--store", path], ["stories", "--store", path]):
        subprocess.run(_polybius(*command), check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Where the explorer of the store answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        _polybius("serve", store, "--port", str(port)),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if server.poll() is not None:
                pytest.fail(f"polybius serve ended: {server.communicate()[1]}")
            try:
                about = json.load(urllib.request.urlopen(f"{base}/api/about", timeout=5))
            except OSError:
                about = {}
            if about.get("index", {}).get("state") == "ready":
                break
            time.sleep(0.1)
        else:
            pytest.fail("polybius serve did not become ready")
        yield base
    finally:
        server.terminate()
        server.communicate(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; skips where it, or playwright, is not installed."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class Visitor:
    """A page of the explorer, and what went wrong on it."""

    def __init__(self, context: Any, base: str) -> None:
        self.page = context.new_page()
        self.base = base
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.wrong.append(f"{message.text} {message.location['url']}")

    def refused(self, route: str) -> None:
        """Takes back that the server refused what was asked of a route, as it should have."""
        self.wrong = [line for line in self.wrong if not (route in line and "status of 4" in line)]

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"asked elsewhere: {request.url}")

    def go(self, path: str) -> Any:
        """Opens an address of the explorer and waits until it has settled."""
        self.page.goto(self.base + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until nothing is loading any more."""
        self.page.wait_for_load_state("networkidle")
        self.page.locator(".loading").first.wait_for(state="detached")


@contextmanager
def _visiting(browser: Any, address: str, **screen: Any) -> Iterator[Visitor]:
    """A visitor before a screen; fails where the page had an error or asked another host."""
    context = browser.new_context(reduced_motion="reduce", **screen)
    context.set_default_timeout(10_000)
    one = Visitor(context, address)
    yield one
    context.close()
    assert one.wrong == []


_LAPTOP = {"width": 1360, "height": 880}
_PHONE = {"width": 390, "height": 844}


@pytest.fixture
def visitor(browser: Any, address: str) -> Iterator[Visitor]:
    """A visitor at a laptop."""
    with _visiting(browser, address, viewport=_LAPTOP) as one:
        yield one


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Visitor]:
    """The same on a phone."""
    with _visiting(browser, address, viewport=_PHONE, has_touch=True, is_mobile=True) as one:
        yield one


@pytest.fixture
def dark(browser: Any, address: str) -> Iterator[Visitor]:
    """The same where the system is set to dark."""
    with _visiting(browser, address, viewport=_LAPTOP, color_scheme="dark") as one:
        yield one
