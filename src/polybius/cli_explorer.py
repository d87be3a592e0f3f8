"""The commands that show: serve, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polybius import cli_store
from polybius.errors import UsageError
from polybius.shown import refusal_line

if TYPE_CHECKING:
    from polybius.explorer.explorer import Explorer
    from polybius.reading import Limits
    from polybius.store.ingest import Tally

_STORES = (".duckdb", ".db")


@click.command()
@click.argument("inputs", metavar="[STORE|PAGE...]", nargs=-1)
@click.option("--demo", is_flag=True, help="Show the example page that comes with the package.")
@click.option("--published", metavar="DATE", help="Date of pages that come without one.")
@cli_store.limit_option
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="The address to listen at; any other than this machine's own is open to others.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
    help="0 takes any that is free.",
)  # fmt: skip
def serve(
    inputs: tuple[str, ...],
    demo: bool,
    published: str | None,
    limits: tuple[str, ...],
    host: str,
    port: int,
) -> int:
    """Open the explorer: articles with their coding, series, maps, corrections.

    STORE is a file made by ingest. PAGE is whatever code reads; pages are coded first, and
    nothing of them is kept. Without either, texts can be pasted. Nobody else can reach it
    unless --host says so; it needs no network. Stop it with Ctrl+C.

    \b
    Examples:
      polybius serve news.duckdb
      polybius serve page.txt --published 2016-10-11
      polybius serve --demo
    """
    from polybius.explorer.server import run
    from polybius.reading import Limits

    day, bounds = cli_store.day_of(published), Limits.of(limits)
    if demo and inputs:
        raise UsageError("--demo shows the example; without STORE or PAGE would be right")
    explorer = _demo() if demo else _explorer(inputs, day, bounds)
    try:
        run(explorer, host, port, lambda address: click.echo(_opened(explorer, address), err=True))
    finally:
        explorer.close()
    return 0


@click.command()
@click.argument("store", metavar="STORE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--actor", multiple=True, metavar="ACTOR", help="As for events.")
@click.option("--recipient", multiple=True, metavar="ACTOR", help="As for events.")
@cli_store._conditions
@click.option("--title", help="The heading. Default: the store's name.")
@click.option(
    "--limit", type=click.IntRange(0, 5000), default=200, show_default=True,
    help="How many events its table has, the latest first.",
)  # fmt: skip
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, help="The HTML file to write."
)
def report(
    store: Path, title: str | None, limit: int, out: Path, types: tuple[str, ...], **given: Any
) -> int:
    """Write figures, plots and tables of a store's events as one HTML file.

    The file needs nothing from elsewhere: it can be sent and opened anywhere.

    \b
    Examples:
      polybius report news.duckdb -o report.html
      polybius report news.duckdb --actor RUS --recipient FRA --since 2016 -o rus-fra.html
    """
    from polybius.explorer.asked import Asked
    from polybius.explorer.index import Index
    from polybius.explorer.report import report as written
    from polybius.store import Store
    from polybius.write import open_output

    asked = Asked.of({name: _listed(value) for name, value in {**given, "type": types}.items()})
    index = Index(Store.open(store))
    try:
        index.refresh()
        page = written(index, asked, title or store.name, limit)
    finally:
        index.close()
    with open_output(out) as stream:
        stream.write(page.encode("utf-8", "backslashreplace"))
    return 0


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value or None


def _explorer(inputs: tuple[str, ...], published: str | None, limits: Limits) -> Explorer:
    from polybius.explorer.explorer import Explorer

    stores = [path for path in inputs if _is_store(path)]
    if not stores:
        name = f"{len(inputs)} inputs" if inputs[1:] else None
        return _pages(inputs, published, name, limits)
    if len(inputs) > 1:
        raise UsageError("one store at a time; polybius serve news.duckdb would be right")
    return Explorer.of_store(Path(stores[0]))


def _is_store(path: str) -> bool:
    """By the file's first bytes, else by its name."""
    try:
        with open(path, "rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return path.lower().endswith(_STORES)


def _pages(
    inputs: tuple[str, ...], published: str | None, name: str | None, limits: Limits
) -> Explorer:
    from polybius.explorer.explorer import Explorer
    from polybius.reading import read_articles

    documents = list(read_articles(inputs, published, limits=limits)) if inputs else []
    return Explorer.of_pages(documents, name or (inputs[0] if inputs else "no store"), _tell)


def _tell(tally: Tally) -> None:
    for id, reason in tally.refused:
        click.echo(refusal_line(id, reason), err=True)
    click.echo(str(tally), err=True)


def _demo() -> Explorer:
    from importlib.resources import as_file, files

    from polybius.article import Article
    from polybius.explorer.explorer import Explorer
    from polybius.reading import read_articles

    found: list[Article] = []
    for example in sorted(files("polybius.examples").iterdir(), key=lambda file: file.name):
        if example.name.endswith(".txt"):
            with as_file(example) as path:
                (one,) = read_articles([str(path)])
            assert isinstance(one, Article)
            found.append(Article(example.name, one.text))
    return Explorer.of_pages(found, "examples", _tell)


def _opened(explorer: Explorer, address: str) -> str:
    end = "" if sys.platform == "win32" else " (Ctrl+C ends it)"
    return f"{explorer.name} is shown at {address}{end}"
