"""Limits of what is read: documents, packed data, archives in archives."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from polybius.article import Article
from polybius.errors import UsageError
from polybius.reading import Limits, Refusal, read_articles, unpacking

TEXT = "The president of the republic said on Monday that the army would leave the border."
LINE = json.dumps({"text": TEXT}).encode() + b"\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(*names: str, stdin: bytes = b"", **limits: int) -> tuple[list[str], list[Refusal]]:
    """The ids of what was read, and the refusals."""
    found = list(read_articles(names, stdin=io.BytesIO(stdin), limits=Limits(**limits)))
    return (
        [each.id for each in found if isinstance(each, Article)],
        [each for each in found if isinstance(each, Refusal)],
    )


def zipped(**members: bytes) -> bytes:
    """A zip archive; `a_txt` stands for `a.txt`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def test_limits_as_options() -> None:
    assert Limits.of(()) == Limits()
    assert Limits.of(("characters=2000000", "unpack=5_0")) == Limits(2_000_000, unpack=50)


@pytest.mark.parametrize(
    "word", ["", "bytes", "bytes=", "bytes=0", "bytes=-1", "bytes=many", "x=3"]
)
def test_no_limit(word: str) -> None:
    with pytest.raises(UsageError, match="characters=1000000 for one"):
        Limits.of((word,))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.jsonl", LINE),
        ("a.csv", f"id,text\n1,{TEXT}\n".encode()),
        ("a.json", LINE),
        ("a.html", f"<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>".encode()),
    ],
)
def test_a_document_over_a_limit_is_refused_and_under_it_read(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    assert len(read(name)[0]) == 1
    ids, (refused,) = read(name, characters=80)
    assert not ids
    assert "--limit characters=NUMBER" in refused.reason
    if name != "a.csv":
        ids, (refused,) = read(name, bytes=len(data) - 2)
        assert not ids
        assert "--limit bytes=NUMBER" in refused.reason


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may always be unpacked, a hundred thousandth of what it is."""
    monkeypatch.setattr(unpacking, "FREE", 1000)
    monkeypatch.setattr("polybius.reading.archives.FREE", 1000)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("through", ["a.jsonl.gz", "-"])
def test_what_unpacks_to_far_more_than_text_does(through: str) -> None:
    bomb = gzip.compress(LINE + b" " * 5_000_000 + LINE)
    Path("a.jsonl.gz").write_bytes(bomb)
    ids, (refused,) = read(through, stdin=bomb)
    assert len(ids) <= 1
    assert "unpacks to more than 200 times its size" in refused.reason
    ids, refusals = read(through, stdin=bomb, unpack=2000)
    assert len(ids) == 2
    assert not refusals


@pytest.mark.usefixtures("_small")
def test_a_member_that_unpacks_too_far_costs_only_itself() -> None:
    Path("a.zip").write_bytes(zipped(a_txt=TEXT.encode(), b_txt=b" " * 5_000_000, c_jsonl=LINE))
    ids, (refused,) = read("a.zip")
    assert ids == ["a.zip/a.txt", "a.zip/c.jsonl:1"]
    assert refused.id == "a.zip/b.txt"
    assert "--limit unpack=NUMBER" in refused.reason


@pytest.mark.usefixtures("_small")
def test_many_small_bombs_make_no_large_one() -> None:
    inner = zipped(**{f"m{n}_jsonl": LINE + b"\n" * 900 for n in range(300)})
    Path("b.zip").write_bytes(zipped(**{f"n{n}_zip": inner for n in range(300)}))
    ids, refused = read("b.zip", unpack=2)
    assert len(ids) < 300
    assert "2 times its size" in refused[-1].reason


def test_archives_in_archives_as_deep_as_allowed() -> None:
    data = gzip.compress(zipped(a_zip=zipped(b_txt_gz=b"", b_jsonl=LINE)))
    ids, refused = read("-", stdin=data)
    assert ids == ["-/a.zip/b.jsonl:1"]
    assert [each.id for each in refused] == ["-/a.zip/b.txt.gz"]
    ids, refused = read("-", stdin=data, nested=2)
    assert not ids
    assert [(each.id, "more than 2 deep" in each.reason) for each in refused] == [("-/a.zip", True)]
    for _ in range(50):
        data = gzip.compress(data)
    assert "--limit nested=NUMBER" in read("-", stdin=data)[1][0].reason


def test_an_archive_from_a_pipe_is_copied_as_far_as_allowed() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    data = zipped(a_txt=TEXT.encode())
    (found,) = read_articles(["-"], stdin=Pipe(data), limits=Limits(archive=len(data)))
    assert found.id == "-/a.txt"
    (found,) = read_articles(["-"], stdin=Pipe(data), limits=Limits(archive=len(data) - 1))
    assert isinstance(found, Refusal)
    assert "--limit archive=NUMBER" in found.reason


def test_a_stream_that_never_ends() -> None:
    class Endless(io.RawIOBase):
        """Gzip data without an end: a header, then blocks of blanks."""

        def __init__(self) -> None:
            first, again = zlib.compressobj(wbits=31), zlib.compressobj(wbits=-15)
            self._waiting, self._block = (
                packer.compress(b" " * 9_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
                for packer in (first, again)
            )

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            data, self._waiting = self._waiting[: len(buffer)], self._waiting[len(buffer) :]
            self._waiting = self._waiting or self._block
            buffer[: len(data)] = data
            return len(data)

    (refused,) = read_articles(["-"], stdin=io.BufferedReader(Endless()))  # type: ignore[type-var]
    assert isinstance(refused, Refusal)
    assert "more than" in refused.reason


def test_a_zip_that_breaks_off_gives_what_is_whole() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b.txt", TEXT)
        archive.writestr(".hidden", TEXT)
        archive.writestr("a.jsonl", LINE * 3, zipfile.ZIP_DEFLATED)
        with archive.open("c.jsonl", "w") as stream:
            stream.write(LINE)
        archive.writestr("d.txt", TEXT * 9)
    data = out.getvalue()
    Path("a.zip").write_bytes(data[: data.index(b"d.txt") + 200])
    ids, refused = read("a.zip")
    assert ids == ["a.zip/b.txt", *(f"a.zip/a.jsonl:{n}" for n in (1, 2, 3)), "a.zip/c.jsonl:1"]
    assert [each.id for each in refused] == ["a.zip/d.txt", "a.zip"]
    assert "breaks off" in refused[0].reason
    assert "after 4 members" in refused[1].reason
    Path("b.zip").write_bytes(data[: data.index(b"PK\x01\x02")])
    ids, (refused_archive,) = read("b.zip")
    assert len(ids) == 6
    assert "after 4 members" in refused_archive.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"id,text\n", "a header and no rows"),
        ("a.zip", zipped(), "a zip archive without files"),
        ("a.html", b"<html><body>" + b"<p>a</p>" * 20_001, "20,003 elements"),
        ("a.jsonl", b'{"text": "It ended.", "n": NaN}', "NaN is no number"),
        ("a.jsonl", b'{"text": "It ended.", "n": 1e999}', "1e999 is no number"),
        ("a.jsonl", b'{"text": "It ended.", "n": ' + b"1" * 5000 + b"}", "is no number"),
        ("a.jsonl", b'{"text": ' + b"[" * 200 + b"]" * 200 + b"}", "nested too deeply"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.rss", b"<rss>" + b"<item><content>" + b"<div>" * 5000 + LINE, "breaks off"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(name: str, data: bytes, reason: str) -> None:
    Path(name).write_bytes(data)
    ids, refused = read(name)
    assert not ids
    assert reason in refused[-1].reason


def test_a_folder_without_files_and_one_with_a_pipe() -> None:
    Path("news").mkdir()
    (refused,) = read("news")[1]
    assert "a folder without files" in refused.reason
    os.mkfifo("news/pipe")
    Path("news/a.jsonl").write_bytes(LINE)
    assert read("news") == (["news/a.jsonl:1"], [])


# A limit of the system stops what takes too long or too much; no clock is read.
_BOUNDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from polybius.reading import read_articles
print(sum(1 for _ in read_articles(sys.argv[1:])))
"""


@pytest.mark.check
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rss", b"<rss>" + LINE + b"</rss>" + b"<!--a-->" * 50_000 + b"x"),
        ("a.rss", b"<!--a-->" * 500 + b"x"),
        ("a.rss", b"<rss>" + b"<item><content>" * 20_000),
        (
            "a.rss",
            b'<!DOCTYPE rss [<!ENTITY a "ha">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
            + b"]><rss><item><title>&m;</title></item></rss>",
        ),
        ("a.html", b"<div>" * 2_000_000),
        ("a.html", b"<p>" + b"to be " * 6_000_000),
        ("a.jsonl", b'{"text": ' + b"[{}," * 9_000_000),
        ("a.txt", b"\xff" * 39_000_000),
        ("a.txt.gz", gzip.compress(b" " * 500_000_000, 1)),
        ("a.zip", zipped(a_txt=b" " * 500_000_000)),
    ],
)  # fmt: skip
def test_reading_takes_no_more_than_so_much_time_and_memory(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    command = [sys.executable, "-c", _BOUNDED, name]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) >= 1
