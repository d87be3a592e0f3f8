"""What was measured, as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from polybius.bench.measure import Speeds
from polybius.stopwatch import STAGES


def heading(machine: str, cores: int, rounds: int) -> str:
    """Where and how."""
    return (
        f"# Speed\n\n{machine}, {cores} cores. Medians of {rounds} rounds taken in turns; in"
        " brackets the lowest and the highest. One process and the start by the processor's clock,"
        " two workers by the clock on the wall.\n"
    )


def speeds(name: str, found: Speeds) -> str:
    """The comparison on one corpus, its ratios, and the stages."""
    rows = [
        ("parser alone, all components", _spread(found.raw), "1.00"),
        ("parser alone, without entities", *_against(found.without_entities, found.raw)),
        ("coder, one process", *_against(found.one, found.raw)),
        ("coder, two workers", *_against(found.two, found.raw)),
        ("coder without its parser", *_against(found.own, found.raw)),
    ]
    shares = _shares(found.stages)
    return "\n".join([
        f"## {name.capitalize()}: {found.documents} documents, {found.sentences} sentences\n",
        _table(("what", "sentences a second", "to the parser alone"), rows),
        f"\nOne process to the parser alone: {_ratio(found.one, found.raw):.2f}. Two workers to"
        f" one process: {_ratio(found.two, found.one_by_wall):.2f}.\n",
        _table(("stage", "share of one process"), [(s, f"{v:.1%}") for s, v in shares.items()]),
        "",
    ])  # fmt: skip


def start_up(parser: float, command: float, loading: float) -> str:
    """From nothing to the first event."""
    rows = [
        ("import spaCy, load the model", f"{parser:.2f}"),
        ("`polybius code` to its first event", f"{command:.2f}"),
        ("the difference", f"{command - parser:.2f}"),
        ("of it, codebook and actors", f"{loading:.2f}"),
    ]
    return f"## Start\n\n{_table(('what', 'seconds'), rows)}\n"


def memory(found: Sequence[tuple[int, float]] | None) -> str:
    """The most that was taken, by number of workers."""
    if found is None:
        return "## Memory\n\nNot told by this system.\n"
    rows = []
    before: float | None = None
    for workers, megabytes in found:
        more = f"{megabytes - before:.0f}" if before is not None else ""
        rows.append((str(workers), f"{megabytes:.0f}", more))
        before = megabytes
    return f"## Memory\n\n{_table(('workers', 'MB, all together', 'MB more'), rows)}\n"


def by_corpus(found: Iterable[tuple[int, float]]) -> str:
    """The cost of more documents."""
    rows = [(str(size), f"{rate:.1f}") for size, rate in found]
    return f"## As the corpus grows\n\n{_table(('documents', 'documents a second'), rows)}\n"


def by_length(found: Iterable[tuple[int, float]]) -> str:
    """The cost of longer documents."""
    rows = [(str(length), f"{1000 * cost:.2f}") for length, cost in found]
    head = ("sentences in a document", "milliseconds a sentence")
    return f"## As a document grows\n\n{_table(head, rows)}\n"


def _shares(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    shares: dict[str, list[float]] = {}
    for stages in rounds:
        whole = sum(stages.values())
        for stage in STAGES:
            if stage in stages:
                shares.setdefault(stage, []).append(stages[stage] / whole)
    return {stage: median(found) for stage, found in shares.items()}


def _spread(rates: Sequence[float]) -> str:
    return f"{median(rates):.0f} ({min(rates):.0f} to {max(rates):.0f})"


def _against(rates: Sequence[float], base: Sequence[float]) -> tuple[str, str]:
    return _spread(rates), f"{_ratio(rates, base):.2f}"


def _ratio(rates: Sequence[float], base: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return median(rate / other for rate, other in zip(rates, base, strict=True))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
