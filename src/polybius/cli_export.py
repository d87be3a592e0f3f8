"""The commands that hand a store's events on: export, stories."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from polybius.cli_store import _OUT, _STORE, _conditions, _filter, format_option
from polybius.errors import UsageError

_EXPORTS = ("icews", "polecat", "gdelt", "gdelt1", "phoenix", "plover", "csv", "parquet")


@click.command()
@_STORE
@click.option(
    "--format", "format_", type=click.Choice(_EXPORTS), required=True,
    help="The data set whose columns to write.",
)  # fmt: skip
@click.option("--actor", multiple=True, metavar="ACTOR", help="As for events.")
@click.option("--recipient", multiple=True, metavar="ACTOR", help="As for events.")
@_conditions
@_OUT
def export(
    path: Path,
    format_: str,
    actor: tuple[str, ...],
    recipient: tuple[str, ...],
    out: Path | None,
    **conditions: Any,
) -> int:
    """Write a store's events in the format of another data set.

    Events that the format cannot hold truly are left out, and counted on standard error:
    those that did not happen, where it has no word for that, and those without any date.

    \b
    Examples:
      polybius export --store news.duckdb --format icews -o events.tab
      polybius export --store news.duckdb --format gdelt --since 2016 -o events.csv
    """
    from polybius.export import write_export
    from polybius.store import Store
    from polybius.write import open_output

    if format_ == "parquet" and out is None and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal; -o FILE.parquet would be right")
    wanted = _filter(actor=actor, recipient=recipient, **conditions)
    store = Store.open(path)
    with open_output(out) as stream:
        done = write_export(store.records(wanted), format_, stream)
    click.echo(str(done), err=True)
    return 0


@click.command()
@_STORE
@format_option("table", "jsonl", "json")
@click.option(
    "--min-articles", type=click.IntRange(1), default=1, show_default=True,
    help="Leave out stories that fewer articles report.",
)  # fmt: skip
@_OUT
def stories(path: Path, format_: str | None, min_articles: int, out: Path | None) -> int:
    """Write each act once, with all the articles of a store that report it.

    What is new since the last time is compared with what was there; the rest is kept.

    \b
    Examples:
      polybius stories --store news.duckdb --format jsonl
      polybius stories --store news.duckdb --min-articles 3 -o stories.json
    """
    from polybius.store import Store
    from polybius.story.index import stories as told
    from polybius.story.index import update
    from polybius.story.output import write_stories
    from polybius.write import format_of, open_output

    format_ = format_ or format_of(out)
    if format_ not in ("table", "jsonl", "json"):
        raise UsageError(f"stories are not written as {format_}; jsonl or json would be right")
    store = Store.open(path)
    update(store)
    wanted = (story for story in told(store) if len(story.articles) >= min_articles)
    with open_output(out) as stream:
        write_stories(wanted, format_, stream)
    return 0
