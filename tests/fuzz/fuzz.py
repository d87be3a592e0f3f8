"""A fuzzer led by coverage over the readers, the reading of pages and the coder.

    python tests/fuzz/fuzz.py TARGET SECONDS [FILE]

TARGET is readers, pages or coder. A finding ends the run with a status that is not zero and is
kept as a file in `build/fuzz`; with that FILE the finding is made again. An input's first byte
chooses its kind, the rest is its data. The corpus to begin with is `tests/fuzz/corpus`.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["polybius"]):
    from polybius.article import Article
    from polybius.page import read_page
    from polybius.reading import Limits, Refusal, read_articles

HERE = Path(__file__).parent
FOUND = Path("build/fuzz")
SUFFIXES = (
    "", ".txt", ".html", ".json", ".jsonl", ".csv", ".tsv", ".rss", ".warc", ".zip", ".parquet",
    ".gz", ".jsonl.gz",
)  # fmt: skip
# Small, so that what is over a limit is tried too.
LIMITS = Limits(characters=20_000, bytes=100_000, elements=500, archive=200_000)


def readers(data: bytes) -> None:
    """Any bytes under any name give articles, or refusals of one line."""
    if not data:
        return
    suffix = SUFFIXES[data[0] % len(SUFFIXES)]
    if not suffix:
        found = read_articles(["-"], stdin=io.BytesIO(data[1:]), limits=LIMITS)
        documents = list(found)
    else:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(data[1:])
            file.flush()
            documents = list(read_articles([file.name], limits=LIMITS))
    assert documents, "neither an article nor a refusal"
    for document in documents:
        if isinstance(document, Refusal):
            assert document.reason, "a refusal without a reason"
            document.record().to_json()
        else:
            assert isinstance(document, Article)
            assert document.text.strip(), "an article without a text"


def pages(data: bytes) -> None:
    """Blocks and furniture hold all of a page that is not blank, and do not overlap."""
    text = data.decode("utf-8", "replace")[:20_000]
    page = read_page(text)
    parts = sorted(
        [(b.start, b.end) for b in page.blocks] + [(f.start, f.end) for f in page.furniture]
    )
    at = 0
    for start, end in [*parts, (len(text), len(text))]:
        assert at <= start <= end, f"{start}-{end} overlaps what ends at {at}"
        assert not text[at:start].strip(), f"{at}-{start} is lost"
        at = end


def coder() -> Callable[[bytes], None]:
    """A record whose spans are at their words."""
    from polybius.coder import Coder

    one = Coder()

    def code(data: bytes) -> None:
        text = data.decode("utf-8", "replace")[:2_000]
        if not text.strip():
            return
        record = one.code(Article("a", text, "2016-10-11"))
        check(record.to_json(), text)

    return code


def check(value: object, text: str) -> None:
    """Raise AssertionError for a span in a record that is not at its words."""
    if isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if start is not None and "text" in value:
            assert text[start:end] == value["text"], f"{start}-{end} is not {value['text']!r}"
        for each in value.values():
            check(each, text)
    elif isinstance(value, list):
        for each in value:
            check(each, text)


def main(target: str, seconds: int, again: list[str]) -> None:
    """Fuzz for so many seconds, or try the files of earlier findings again."""
    test = {"readers": readers, "pages": pages}.get(target) or coder()
    if again:
        for name in again:
            test(Path(name).read_bytes())
        print("no finding any more")
        return
    FOUND.mkdir(parents=True, exist_ok=True)
    seeds = [str(HERE / "corpus" / target)]
    with tempfile.TemporaryDirectory() as grown:
        arguments = [
            sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-timeout=60",
            "-rss_limit_mb=4096", f"-artifact_prefix={FOUND}/{target}-", "-verbosity=0",
            grown, *seeds,
        ]  # fmt: skip
        print(
            f"== {target}, {seconds} s; a finding is kept in {FOUND}:"
            f" python tests/fuzz/fuzz.py {target} 0 FILE makes it again",
            flush=True,
        )
        atheris.Setup(arguments, test)
        atheris.Fuzz()


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
