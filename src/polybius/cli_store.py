"""The commands about stores: ingest, events, dyad."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polybius.errors import InputError, UsageError
from polybius.shown import refusal_line

if TYPE_CHECKING:
    from polybius.store.dyad import Tie
    from polybius.store.query import EventFilter

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_STORE = click.option(
    "--store", "path", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help="The store, a DuckDB file.",
)  # fmt: skip
_DRAWN = ("table", "svg", "png", "jsonl", "json", "csv")
_OUT = click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Write to this file instead."
)


def column_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that maps columns of tables to the keys of a document."""
    return click.option(
        "--column", "columns", metavar="KEY=COLUMN", multiple=True,
        help="The column that a table has a document's KEY in (text, published, title ...).",
    )(command)  # fmt: skip


def limit_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that says how much is read of one document, and of packed data."""
    return click.option(
        "--limit", "limits", metavar="NAME=NUMBER", multiple=True,
        help="How much is read of one input: characters, bytes, elements, unpack, nested, archive.",
    )(command)  # fmt: skip


def report_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that says how a report is given."""
    return click.option(
        "--format", "format_", type=click.Choice(["table", "json"]), default="table",
        show_default=True, help="A report to read, or for programs.",
    )(command)  # fmt: skip


def coder_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say by what is coded: codebook, actors, model, and the least confidence."""
    for option in reversed((
        click.option(
            "--codebook", type=_FOLDER, help="A folder that adds to or replaces the codebook."
        ),
        click.option("--actors", type=_FILE, multiple=True, help="A further file of actors."),
        model_option,
        click.option(
            "--min-confidence", type=click.FloatRange(0, 1), default=0.5, show_default=True,
            help="Leave out events that are less sure.",
        ),
    )):  # fmt: skip
        command = option(command)
    return command


def model_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names a learned part of the user's own."""
    return click.option(
        "--model", type=_FILE, help="A model that polybius train made, in place of the shipped one."
    )(command)


def workers_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that says how many processes code."""
    return click.option(
        "--workers", type=click.IntRange(1), show_default="the cores there are",
        help="Processes that code; no more are started than there is work for.",
    )(command)  # fmt: skip


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that chooses the form of what is written."""
    return click.option(
        "--format", "format_", type=click.Choice(formats),
        help="Default: by OUT, a table on a terminal.",
    )  # fmt: skip


def columns_of(given: Sequence[str]) -> dict[str, str]:
    """`("text=Body",)` as a mapping. Raises UsageError for anything else."""
    columns = {}
    for pair in given:
        key, sign, column = pair.partition("=")
        if not sign or not column:
            raise UsageError(f"--column {pair!r}; --column text=Body would be right")
        columns[key.strip()] = column.strip()
    return columns


def day_of(published: str | None) -> str | None:
    """The date of --published, checked."""
    from polybius.reading import iso_day

    try:
        return iso_day(published) if published is not None else None
    except InputError as error:
        raise UsageError(f"--{error}") from None


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@_STORE
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True,
    help="Processes that code, each of about 0.5 GB.",
)  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS",
    help="Code on a Dask cluster: tcp://host:8786, or local for one of --workers processes.",
)  # fmt: skip
@click.option("--published", metavar="DATE", help="Date of documents that come without one.")
@column_option
@limit_option
@click.option("--text/--no-text", "keep_text", default=True, help="Keep the texts, or leave out.")
@click.option("--replace", is_flag=True, help="Take documents whose text has changed anew.")
@coder_options
def ingest(
    inputs: tuple[str, ...],
    path: Path,
    workers: int,
    scheduler: str | None,
    published: str | None,
    columns: tuple[str, ...],
    limits: tuple[str, ...],
    keep_text: bool,
    replace: bool,
    codebook: Path | None,
    actors: tuple[Path, ...],
    model: Path | None,
    min_confidence: float,
) -> int:
    """Code documents into a store; what is there already is passed over.

    INPUT is as for code. A run can be stopped at any time; the same command goes on from
    there. Documents that another codebook coded are coded anew.

    \b
    Examples:
      polybius ingest news/ --store news.duckdb
      polybius ingest 'dump-*.csv.gz' --column text=Body --store news.duckdb --workers 4
      polybius ingest 'year/*.warc.gz' --store news.duckdb --scheduler tcp://head:8786
    """
    from polybius.cli import REFUSED
    from polybius.reading import Limits, Meter, read_articles, size_of
    from polybius.store import Store
    from polybius.store.ingest import Plan, Tally
    from polybius.store.ingest import ingest as run
    from polybius.store.progress import progress

    plan = Plan(codebook, actors, min_confidence, workers, keep_text, replace, scheduler, model)
    tally, meter = Tally(), Meter(size_of(inputs))
    day, mapping, bounds = day_of(published), columns_of(columns), Limits.of(limits)
    store = Store.open(path, create=True)
    documents = read_articles(inputs, day, columns=mapping, meter=meter, limits=bounds)
    try:
        with progress(tally, meter) as report:
            run(documents, store, plan, tally, report)
    finally:
        for id, reason in tally.refused:
            click.echo(refusal_line(id, reason), err=True)
        click.echo(f"{tally.events} events stored", err=True)
        click.echo(str(tally), err=True)
    return REFUSED if tally.refused else 0


def _conditions(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that events are asked for by, but for actor and recipient."""
    for option in reversed((
        click.option(
            "--type", "types", multiple=True, metavar="TYPE", help='REJECT, "COERCE arrest".'
        ),
        click.option("--since", metavar="DATE", help="From this day, month or year on."),
        click.option("--until", metavar="DATE", help="Up to and with it."),
        click.option(
            "--where", multiple=True, metavar="PLACE", help="A country, division or town."
        ),
        click.option(
            "--status", multiple=True,
            type=click.Choice(["actual", "future", "hypothetical", "negated"]),
            help="Done, planned, only thought of, or told as not done.",
        ),
        click.option(
            "--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True,
            help="Leave out events that are less sure.",
        ),
    )):  # fmt: skip
        command = option(command)
    return command


@click.command()
@_STORE
@click.option(
    "--actor", multiple=True, metavar="ACTOR",
    help='A country (RUS, Russia), a sector (MIL), both ("RUS MIL"), or part of a name.',
)  # fmt: skip
@click.option("--recipient", multiple=True, metavar="ACTOR", help="As --actor.")
@_conditions
@format_option("table", "jsonl", "json", "csv", "parquet")
@_OUT
def events(
    path: Path,
    actor: tuple[str, ...],
    recipient: tuple[str, ...],
    format_: str | None,
    out: Path | None,
    **conditions: Any,
) -> int:
    """Write the events of a store that all conditions hold for.

    An option given several times asks for any of its values. JSON Lines has a record for
    each document, with those events only.

    \b
    Examples:
      polybius events --store news.duckdb --actor RUS --recipient FRA --type REJECT
      polybius events --store news.duckdb --where Syria --since 2016-01 -o events.csv
    """
    from polybius.store import Store
    from polybius.write import format_of, open_output, write_records

    wanted = _filter(actor=actor, recipient=recipient, **conditions)
    format_ = format_ or format_of(out)
    if format_ == "parquet" and out is None and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal; -o FILE.parquet would be right")
    store = Store.open(path)
    with open_output(out) as stream:
        write_records(store.records(wanted), format_, stream)
    return 0


@click.command()
@click.argument("one", metavar="ACTOR")
@click.argument("other", metavar="ACTOR")
@_STORE
@click.option(
    "--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), default="month",
    show_default=True, help="The periods to count in.",
)  # fmt: skip
@_conditions
@format_option(*_DRAWN)
@_OUT
def dyad(
    one: str,
    other: str,
    path: Path,
    by: Any,
    format_: str | None,
    out: Path | None,
    **conditions: Any,
) -> int:
    """Count what two sides did to each other, by period: cooperation, conflict, mean score.

    Without --status, what happened (actual) is counted. jsonl, json and csv have a row for
    each period and direction; the table and the picture (svg, png) have both together.

    \b
    Examples:
      polybius dyad RUS FRA --store news.duckdb --by month
      polybius dyad USA IRN --store news.duckdb --by year -o usa-iran.png
    """
    from polybius.store import Store
    from polybius.store.dyad import dyad as count
    from polybius.write import format_of, open_output

    if not conditions["status"]:
        conditions["status"] = ("actual",)
    ties = count(Store.open(path), one, other, by, _filter(**conditions))
    picture = out.suffix.lower()[1:] if out is not None else ""
    format_ = format_ or (picture if picture in ("svg", "png") else format_of(out))
    if format_ not in _DRAWN:
        raise UsageError(f"a dyad is not written as {format_}; {', '.join(_DRAWN)} would be right")
    if format_ == "png" and out is None and sys.stdout.isatty():
        raise UsageError("PNG is not for a terminal; -o FILE.png would be right")
    with open_output(out) as stream:
        stream.write(_drawn(ties, one, other, by, format_))
    return 0


def _filter(types: tuple[str, ...], **conditions: Any) -> EventFilter:
    from polybius.store import EventFilter

    return EventFilter.of(type=types, **conditions)


def _drawn(ties: list[Tie], one: str, other: str, by: Any, format_: str) -> bytes:
    import io
    from dataclasses import asdict

    from polybius.store.chart import write_chart
    from polybius.store.drawing import png, svg
    from polybius.store.dyad import together

    out = io.BytesIO()
    rows = [asdict(tie) for tie in ties]
    if format_ == "table":
        write_chart(together(ties, by), out)
    elif format_ == "svg":
        out.write(svg(together(ties, by), f"{one} and {other}, by {by}").encode())
    elif format_ == "png":
        out.write(png(together(ties, by), f"{one} and {other}, by {by}"))
    elif format_ == "csv":
        out.write(_csv(rows).encode())
    elif format_ == "json":
        out.write((json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
    else:
        for row in rows:
            out.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
    return out.getvalue()


def _csv(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV, the count of each of PLOVER's types in a column of its own."""
    import csv
    import io

    types = sorted({kind for row in rows for kind in row["types"]})
    names = ["period", "actor", "recipient", "events", "cooperation", "conflict", "score"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*names, *types])
    for row in rows:
        writer.writerow(
            [*(row[name] for name in names), *(row["types"].get(kind, 0) for kind in types)]
        )
    return text.getvalue()
