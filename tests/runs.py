"""Runs of the command, each in a process of its own, that need not load a coder first.

Loading the language model takes seconds. Where a run is started a hundred times, to be
killed a moment later, it is forked from a server (multiprocessing's) that has loaded it and
done no more. From there on everything is as in any run; the workers of one start from
nothing and load a coder of their own.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from polybius.cli import main
from polybius.record import Record
from polybius.store import Store, StoreError

HERE = Path(__file__).parent
SERVER = multiprocessing.get_context("forkserver")
STORE = "news.duckdb"


def start_server() -> None:
    """Have the server load the coder."""
    path = os.environ.get("PYTHONPATH")
    # Until 3.13, what is loaded beforehand is not looked for where this process looks.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), *([path] if path else [])])
    try:
        SERVER.set_forkserver_preload(["loaded"])
        process = SERVER.Process(target=_nothing)
        process.start()
        process.join()
    finally:
        del os.environ["PYTHONPATH"]
        if path:
            os.environ["PYTHONPATH"] = path


def _nothing() -> None:
    """Started so that the server is."""


class Run:
    """One `polybius ingest` into the store of a folder, under way.

    What it says goes into a file, `said`, of the folder unless one is named. `beside` is a
    process whose file systems it is to see.
    """

    def __init__(
        self, folder: Path, *arguments: str, said: Path | None = None, beside: int | None = None
    ) -> None:
        self._said = said or folder / "stderr.txt"
        self.process: ForkServerProcess = SERVER.Process(
            target=_ingest, args=(folder, arguments, self._said, beside)
        )
        self.process.start()

    @property
    def workers(self) -> list[int]:
        """The processes that code for it."""
        own = self.process.pid
        return [pid for pid in _processes() if _parent(pid) == own and "spawn_main" in _line(pid)]

    def kill(self) -> bool:
        """Kill it, by a signal that nothing can catch; whether it was still at work."""
        self.process.kill()
        self.process.join()
        return self.process.exitcode == -9

    def end(self) -> int:
        """Wait for its end; the exit status."""
        self.process.join()
        assert self.process.exitcode is not None
        return self.process.exitcode

    @property
    def said(self) -> list[str]:
        """What it wrote to standard error, by line."""
        return self._said.read_text("utf-8").splitlines()

    @property
    def counts(self) -> dict[str, int]:
        """The last line's numbers, of which the first is the sum of the others."""
        words = self.said[-1].replace(",", "").split()
        counts = {name: int(number) for name, number in zip(words[::2], words[1::2], strict=True)}
        assert counts["read"] == sum(counts.values()) - counts["read"], self.said[-1]
        return counts


def _processes() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _parent(pid: int) -> int | None:
    """The process that started another; None where that has ended."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state == "Z" else int(parent)


def _line(pid: int) -> str:
    """The command that a process was started by."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def lives(pid: int) -> bool:
    """Whether a process is there still."""
    return _parent(pid) is not None


def _enter(pid: int) -> None:
    """See the file systems that another process sees; Linux only."""
    libc = ctypes.CDLL(None, use_errno=True)
    spaces = [os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY) for kind in ("user", "mnt")]
    for space in spaces:
        if libc.setns(space, 0):
            raise OSError(ctypes.get_errno(), f"the name spaces of {pid} cannot be entered")


def _ingest(folder: Path, arguments: tuple[str, ...], said: Path, beside: int | None) -> None:
    from loaded import CODER
    from polybius.workers import CoderOptions

    def build(options: CoderOptions) -> Any:
        CODER._min_confidence = options.min_confidence
        return CODER

    CoderOptions.build = build  # type: ignore[assignment, method-assign]
    with said.open("w") as stream:
        os.dup2(stream.fileno(), 2)
    if beside is not None:
        _enter(beside)
    os.chdir(folder)
    main(["ingest", *arguments, "--store", STORE])


# Tables, by what is the same whenever and in however many runs a store was filled.
_TABLES = {
    "documents": '* EXCLUDE (stored, coder) FROM documents ORDER BY "number"',
    "events": '* FROM events ORDER BY document, "number"',
    "copies": "* EXCLUDE stored FROM copies ORDER BY id",
    "refusals": "* EXCLUDE stored FROM refusals ORDER BY id, reason",
    "coded by": 'id, fingerprint FROM documents JOIN coders c ON c."number" = coder ORDER BY id',
}


def contents(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """All that a store holds, but for the times of day."""
    store = Store.open(folder / STORE)
    return {name: store.query(f"SELECT {sql}").to_pylist() for name, sql in _TABLES.items()}


def records(path: Path) -> list[Record]:
    """The records of a store; none where there is no store yet."""
    try:
        return list(Store.open(path, create=True).records())
    except StoreError as error:
        raise AssertionError(f"a killed run left what is no store: {error}") from None
