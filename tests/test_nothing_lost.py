"""Runs that are killed, disks that are full: afterwards all is there, once, and unchanged.

Real signals, a real small file system, the real coder; the figures are printed (`-s`).
"""

from __future__ import annotations

import fcntl
import gzip
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import duckdb
import pytest

from polybius.record import Record
from polybius.store import Store, StoreError
from runs import STORE, Run, contents, lives, records, start_server
from store_helpers import write_lines

pytestmark = pytest.mark.check

KILLS = {"coded": 84, "coded anew": 12, "coded by two workers": 4}
SEED = 1066
PATIENCE = 300.0
"""Seconds until a process that ought to end has, however busy the machine is."""
INPUTS = ("news.jsonl", "pages", "cut.csv.gz")
OTHER = ("--min-confidence", "0.9")
"""What makes another version of the coder, so that all is coded anew."""

PLACES = "Ghana Togo Benin Mali Niger Chad Oman Qatar Yemen Nepal Laos Peru Chile Cuba".split()
ACTS = (
    "{0} recalled its ambassador from {1} on Monday after a dispute over {2} fishing boats.",
    "Police in {0} arrested {2} protesters near the embassy of {1}, a spokesman said.",
    "The foreign minister of {0} said: “We regret this step.” He will travel to {1} next week.",
    "Rebels killed {2} soldiers in {0} on Tuesday. The president of {1} condemned the attack.",
    "{0} and {1} signed an agreement on trade worth {2} million dollars.",
    "{0} sent {2} tonnes of food to {1}, where the government had asked for help.",
)
FRENCH = "Le gouvernement du pays a annoncé hier que les négociations avec ses voisins reprendront."


def corpus(folder: Path, count: int = 60) -> None:
    """Articles of one to six sentences, with copies, and with what cannot be coded."""
    chance = random.Random(SEED)

    def text() -> str:
        acts = chance.sample(ACTS, chance.randint(1, 3))
        return " ".join(
            act.format(*chance.sample(PLACES, 2), chance.randint(3, 900)) for act in acts
        )

    lines = [
        {"id": f"n{number}", "text": text(), "published": f"2021-03-{1 + number % 28:02}"}
        for number in range(count)
    ]
    for number in range(7, count, 10):  # known to the run that reads it, or to an earlier one
        lines.append({**lines[number], "id": f"n{number}-again"})
    lines.insert(count // 2, {"id": "french", "text": FRENCH * 3})
    lines.insert(count // 3, {"id": "empty", "text": " "})
    write_lines(folder / "news.jsonl", lines)
    (folder / "pages").mkdir()
    for number in range(5):
        (folder / "pages" / f"{number}.txt").write_text(text(), "utf-8")
    rows = "".join(f'{n},"{text()}"\n' for n in range(200))
    packed = gzip.compress(("id,text\n" + rows).encode(), mtime=0)
    (folder / "cut.csv.gz").write_bytes(packed[: len(packed) // 6])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus, and the store of a run that nothing disturbed."""
    start_server()
    folder = tmp_path_factory.mktemp("whole")
    corpus(folder)
    run = Run(folder, *INPUTS)
    assert run.end() == 3, run.said
    counts = run.counts
    assert counts["coded"] > 60
    assert counts["copies"] >= 6
    assert counts["refused"] >= 3
    return folder


def beside(whole: Path, folder: Path) -> Path:
    """A new folder with the same corpus and no store."""
    folder.mkdir()
    for name in INPUTS:
        (folder / name).symlink_to(whole / name)
    return folder


def held(store: Path) -> bool:
    """Whether a process has the store open for writing."""
    try:
        with store.open("rb") as file:
            asked = struct.pack("hhqqi", fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
            return struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked))[0] == (
                fcntl.F_WRLCK
            )
    except FileNotFoundError:
        return False


def wait(chance: random.Random, store: Path, most: float = 1.5) -> str:
    """Wait for the point to kill at: anywhere, or when the store is opened to be written."""
    if chance.random() < 0.4:
        time.sleep(chance.uniform(0, most))
    else:
        until = time.monotonic() + 2 * most
        for _ in range(chance.choice([1, 2, 2, 3])):
            while held(store) and time.monotonic() < until:
                time.sleep(0.0005)
            while not held(store) and time.monotonic() < until:
                time.sleep(0.0005)
        time.sleep(chance.choice([0, chance.uniform(0, 0.02)]))
    return "in a save" if held(store) else "between saves"


def finish(folder: Path, *arguments: str) -> None:
    """Run to the end, then once more, which finds nothing to do."""
    run = Run(folder, *INPUTS, *arguments)
    assert run.end() == 3, run.said
    done = run.counts
    again = Run(folder, *INPUTS, *arguments)
    assert again.end() == 3, again.said
    assert again.counts["unchanged"] == again.counts["read"] - again.counts["refused"]
    assert done["read"] == again.counts["read"]


def killed(
    folder: Path,
    kills: int,
    chance: random.Random,
    check: Callable[[list[Record]], None],
    *arguments: str,
) -> Counter[str]:
    """Start and kill runs, then finish; at which points they were killed. After each, `check`
    gets the records there are."""
    points: Counter[str] = Counter()
    while points.total() < kills:
        run = Run(folder, *INPUTS, *arguments)
        point = wait(chance, folder / STORE)
        if not run.kill():
            break  # it was at its end
        points[point] += 1
        check(records(folder / STORE))
    finish(folder, *arguments)
    return points


def test_killed_while_it_codes(whole: Path, tmp_path: Path) -> None:
    chance, started = random.Random(SEED), time.monotonic()
    expected, complete = records(whole / STORE), contents(whole)
    points: Counter[str] = Counter()
    stores = 0
    while (left := KILLS["coded"] - points.total()) > 0:
        folder = beside(whole, tmp_path / f"{(stores := stores + 1)}")
        sizes = [0]

        def check(found: list[Record], sizes: list[int] = sizes) -> None:
            assert found == expected[: len(found)]
            sizes.append(len(found))

        points += killed(folder, min(left, 10), chance, check)
        assert sizes == sorted(sizes)
        assert contents(folder) == complete
    told(points, f"{stores} stores of {len(expected)} documents", started)


def test_killed_while_it_codes_anew(whole: Path, tmp_path: Path) -> None:
    chance, started = random.Random(SEED), time.monotonic()
    undisturbed = beside(whole, tmp_path / "undisturbed")
    shutil.copy(whole / STORE, undisturbed)
    finish(undisturbed, *OTHER)
    old, new = records(whole / STORE), records(undisturbed / STORE)
    assert old != new
    folder = beside(whole, tmp_path / "killed")
    shutil.copy(whole / STORE, folder)
    reached = [0]

    def check(found: list[Record]) -> None:
        # Each document as one version coded it or as the other did, the new ones first.
        at = next((n for n in range(reached[-1], len(new)) if found[n] != new[n]), len(new))
        assert found == new[:at] + old[at:]
        reached.append(at)

    points = killed(folder, KILLS["coded anew"], chance, check, *OTHER)
    assert contents(folder) == contents(undisturbed)
    told(points, f"a store of {len(old)} documents, coded anew", started)


def test_killed_while_two_workers_code(whole: Path, tmp_path: Path) -> None:
    chance, started = random.Random(SEED), time.monotonic()
    expected = records(whole / STORE)
    folder = beside(whole, tmp_path / "killed")
    points: Counter[str] = Counter()
    while points.total() < KILLS["coded by two workers"]:
        run = Run(folder, *INPUTS, "--workers", "2")
        soon(lambda run=run: len(run.workers) >= 2)
        point = wait(chance, folder / STORE, most=12)
        left = run.workers
        if not run.kill():
            break
        points[point] += 1
        found = records(folder / STORE)
        assert found == expected[: len(found)]
        # Those who work for a run end with it, even where it could not tell them.
        soon(lambda left=left: not any(map(lives, left)))
    finish(folder, "--workers", "2")
    assert contents(folder) == contents(whole)
    told(points, "a store filled by two workers", started)


def test_a_worker_is_killed(whole: Path, tmp_path: Path) -> None:
    folder = beside(whole, tmp_path / "killed")
    run = Run(folder, *INPUTS, "--workers", "2")
    # One that dies before it has begun ends the run, with a word on memory.
    soon(lambda: saved(folder) > 0)
    os.kill(run.workers[0], signal.SIGKILL)
    assert run.end() == 3, run.said
    assert run.counts == {"read": 81, "coded": 72, "copies": 6, "unchanged": 0, "refused": 3}
    assert contents(folder) == contents(whole)


def saved(folder: Path) -> int:
    """How many documents a store has that a run is making; 0 before there is one."""
    with suppress(StoreError, duckdb.Error):
        return Store(folder / STORE).size().documents if (folder / STORE).exists() else 0
    return 0


class SmallDisk:
    """A file system in memory, of few bytes, over a folder.

    It is mounted where only one process sees it, and those that join it, so that nothing
    need be allowed that a user may not do. Skips the test where name spaces are closed.
    """

    def __init__(self, folder: Path, size: str) -> None:
        script = f'mount -t tmpfs -o size={size} disk "$0" && echo ready && while read -r size;'
        script += ' do mount -o remount,size="$size" "$0" && echo ready; done'
        command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
        pipe = subprocess.PIPE
        try:
            self._keeper = subprocess.Popen([*command, str(folder)], stdin=pipe, stdout=pipe)
        except FileNotFoundError:
            pytest.skip("no unshare here, by which a small file system is mounted")
        self.pid = self._keeper.pid
        assert self._keeper.stdin
        assert self._keeper.stdout
        self._orders, self._answers = self._keeper.stdin, self._keeper.stdout
        if not self._answers.readline():
            self.close()
            pytest.skip("no small file system can be mounted here")
        self.seen = Path(f"/proc/{self.pid}/root{folder}")
        """The folder, as it is seen from without."""

    def resize(self, size: str) -> None:
        self._orders.write(f"{size}\n".encode())
        self._orders.flush()
        assert self._answers.readline()

    def close(self) -> None:
        """Gone with the process that keeps it."""
        self._orders.close()
        self._keeper.wait()
        self._answers.close()


def test_a_full_disk(whole: Path, tmp_path: Path) -> None:
    """The disk is too small several times over, and has room at last."""
    expected, kept = records(whole / STORE), [0]
    folder, said, out = tmp_path / "disk", tmp_path / "said.txt", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    with closing(SmallDisk(folder, "200k")) as disk:
        for name in INPUTS:
            (disk.seen / name).symlink_to(whole / name)
        for size in ("1200k", "1600k", "2000k", "2400k", "2800k", "60m", "60m"):
            run = Run(folder, *INPUTS, said=said, beside=disk.pid)
            status = run.end()
            assert "Traceback" not in "".join(run.said), run.said
            for name in (STORE, STORE + ".wal"):
                (out / name).unlink(missing_ok=True)
                if (disk.seen / name).exists():
                    shutil.copyfile(disk.seen / name, out / name)
            if status == 3:
                break
            assert status == 2, run.said
            assert re.search("could not be written|cannot be made", run.said[-1]), run.said
            found = records(out / STORE)
            assert found == expected[: len(found)]
            kept.append(len(found))
            disk.resize(size)
        assert kept == sorted(kept)
        assert len(kept) > 2, "the disk was not too small"
        assert contents(out) == contents(whole)
    print(f"\na disk that was full {len(kept) - 1} times, with {kept[1:]} documents on it")


def test_a_copy_made_while_it_is_written(whole: Path, tmp_path: Path) -> None:
    """A copy of the file opens and holds the first documents, or says what it is."""
    expected, folder = records(whole / STORE), beside(whole, tmp_path / "copied")
    run = Run(folder, *INPUTS)
    told: Counter[str] = Counter()
    copy = tmp_path / "copy.duckdb"
    while run.process.is_alive():
        with suppress(FileNotFoundError):
            state = "saved to" if held(folder / STORE) else "at rest"
            shutil.copyfile(folder / STORE, copy)
            try:
                found = list(Store.open(copy).records())
                assert found == expected[: len(found)]
                told[f"whole, {state}"] += 1
            except StoreError as error:
                told[str(error)] += 1
    assert run.end() == 3, run.said
    assert contents(folder) == contents(whole)
    print("\ncopies made meanwhile:", dict(told))


def test_two_write_at_once(whole: Path, tmp_path: Path) -> None:
    """One is told which process is at it, and both leave one whole store."""
    folder = beside(whole, tmp_path / "both")
    runs = [Run(folder, *INPUTS, said=tmp_path / f"{name}.txt") for name in ("one", "other")]
    statuses = [run.end() for run in runs]
    assert sorted(statuses) == [2, 3], [run.said for run in runs]
    first, second = sorted(runs, key=lambda run: run.end(), reverse=True)
    assert f"process {first.process.pid} is writing" in second.said[-1]
    assert contents(folder) == contents(whole)


@pytest.mark.skipif(not shutil.which("faketime"), reason="no faketime here, to set a clock by")
def test_the_clock_goes_back(whole: Path, tmp_path: Path) -> None:
    """A first half stored in 2030, the rest, and a story of both, in 2001."""
    folder = beside(whole, tmp_path / "back")
    (folder / "half.jsonl").write_text(
        "".join((folder / "news.jsonl").read_text("utf-8").splitlines(keepends=True)[:30]), "utf-8"
    )
    for day, inputs in (("2030-01-01", ["half.jsonl"]), ("2001-01-01", INPUTS)):
        command = [sys.executable, "-m", "polybius", "ingest", *inputs, "--store", STORE]
        done = subprocess.run(["faketime", day, *command], cwd=folder, capture_output=True)
        assert done.returncode == 3, done.stderr
    found, there = contents(folder), contents(whole)
    assert found == there
    (years,) = (
        Store.open(folder / STORE)
        .query("SELECT list(DISTINCT year(stored) ORDER BY year(stored)) AS y FROM documents")
        .to_pylist()
    )
    assert years == {"y": [2001, 2030]}


def soon(happens: Callable[[], bool]) -> None:
    """Wait until something has happened."""
    until = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < until, "it has not happened"
        time.sleep(0.02)


def told(points: Counter[str], what: str, started: float) -> None:
    where = ", ".join(f"{count} {point}" for point, count in points.items())
    print(f"\n{points.total()} runs killed ({where}); {what}, finished and equal to those of"
          f" an undisturbed run; {time.monotonic() - started:.0f} s")  # fmt: skip
