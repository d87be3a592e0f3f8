"""The `polybius` command. Each subcommand is thin and loads only what it needs."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polybius import (
    __version__,
    cli_about,
    cli_evaluate,
    cli_explorer,
    cli_export,
    cli_store,
    cli_train,
)
from polybius.errors import CodebookError, InputError, PolybiusError, UsageError
from polybius.shown import one_line, refusal_line

if TYPE_CHECKING:
    from polybius.article import Article
    from polybius.coding import Tally
    from polybius.reading import Refusal
    from polybius.stopwatch import Stopwatch
    from polybius.workers import CoderOptions

REFUSED = 3
WRONG = 2
FAILED = 1
INTERRUPTED = 130

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit status.

    0 all went well, 1 something failed, 2 the command was called wrongly, 3 some documents
    were refused. An error is one line; with POLYBIUS_DEBUG=1 it comes with its traceback.
    """
    # Before numpy is loaded: the matrices are too small to gain by threads; workers do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if os.environ.get("POLYBIUS_DEBUG"):
        sys.exit(cli.main(arguments, prog_name="polybius", standalone_mode=False) or 0)
    # Warnings of libraries are for developers.
    warnings.simplefilter("ignore")
    sys.exit(_guarded(lambda: cli.main(arguments, prog_name="polybius", standalone_mode=False)))


def _guarded(command: Callable[[], int | None]) -> int:
    try:
        return command() or 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return WRONG
    except click.ClickException as error:
        return _complain(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _complain("stopped", INTERRUPTED)
    except PolybiusError as error:
        return _complain(str(error), WRONG)
    except BrokenPipeError:
        # The reader, `head` for one, has had enough: nothing more is to be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        return _complain(f"{what} (POLYBIUS_DEBUG=1 shows where)", FAILED)


def _complain(message: str, status: int) -> int:
    click.echo(f"polybius: {one_line(message)}", err=True)
    return status


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Read news and tell what happened in world politics, as data.

    \b
    Example:
      polybius code news/ -o events.jsonl
    """


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="Date of documents that come without one.")
@cli_store.column_option
@cli_store.limit_option
@cli_store.format_option("table", "jsonl", "json", "csv", "parquet")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write to this file instead.")
@cli_store.coder_options
@cli_store.workers_option
@click.option("--profile", is_flag=True, help="Tell on standard error how long each stage took.")
def code(
    inputs: tuple[str, ...],
    published: str | None,
    columns: tuple[str, ...],
    limits: tuple[str, ...],
    format_: str | None,
    out: Path | None,
    codebook: Path | None,
    actors: tuple[Path, ...],
    model: Path | None,
    min_confidence: float,
    workers: int | None,
    profile: bool,
) -> int:
    """Code news: who did what to whom, when, where, according to whom.

    INPUT is a file (text, HTML, JSON Lines, CSV, TSV, Parquet, RSS, Atom, WARC, zip), a folder
    of these, a pattern, or - for standard input; names that end in .gz are unpacked. The exit
    status is 3 where a document was refused.

    \b
    Examples:
      polybius code page.txt --published 2016-10-11
      polybius code news/ corpus.jsonl.gz -o events.csv --workers 4
      cat corpus.jsonl | polybius code - | jq .events
    """
    from polybius.reading import Limits, read_articles
    from polybius.workers import CoderOptions, available_cores
    from polybius.write import format_of

    published, mapping = cli_store.day_of(published), cli_store.columns_of(columns)
    format_ = format_ or format_of(out)
    if format_ == "parquet" and out is None and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal; -o FILE.parquet would be right")
    documents = read_articles(inputs, published, columns=mapping, limits=Limits.of(limits))
    options = CoderOptions(codebook, actors, min_confidence, model)
    return _code(documents, format_, out, options, workers or available_cores(), profile)


def _code(
    documents: Iterable[Article | Refusal],
    format_: str,
    out: Path | None,
    options: CoderOptions | None = None,
    workers: int = 1,
    profile: bool = False,
) -> int:
    """Code the documents, write their records, tell of those refused; the exit status."""
    from polybius.coding import Tally
    from polybius.stopwatch import Stopwatch
    from polybius.workers import coded_many
    from polybius.write import open_output, write_records

    tally, watch = Tally(), Stopwatch()
    records = tally.count(watch.each("other", coded_many(documents, workers, options, watch=watch)))
    with open_output(out) as stream:
        try:
            with watch.stage("writing"):
                write_records(records, format_, stream)
        except CodebookError:
            raise  # nothing was coded: there is nothing to count
        except BaseException:
            _tell(tally, watch if profile else None)
            raise
    _tell(tally, watch if profile else None)
    return REFUSED if tally.refused else 0


def _tell(tally: Tally, watch: Stopwatch | None) -> None:
    """How long it took, what was refused and why, and the counts."""
    for line in watch.lines() if watch else ():
        click.echo(line, err=True)
    for id, reason in tally.refused:
        click.echo(refusal_line(id, reason), err=True)
    click.echo(str(tally), err=True)


@cli.command()
@click.option(
    "--archive", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path),
    help="Write the tutorial's small archive of news into a new folder instead.",
)  # fmt: skip
def demo(archive: Path | None) -> int:
    """Code the example page that comes with the package and print its events.

    \b
    Examples:
      polybius demo
      polybius demo --archive news/
    """
    from importlib.resources import as_file, files

    from polybius.article import Article
    from polybius.examples import write_archive
    from polybius.reading import read_articles

    if archive is not None:
        click.echo(f"{write_archive(archive)} files in {archive}", err=True)
        return 0
    with as_file(files("polybius.examples").joinpath("cancelled-visit.txt")) as path:
        text = next(iter(read_articles([str(path)])))
    assert isinstance(text, Article)
    page = Article(id="cancelled-visit.txt", text=text.text)
    return _code([page], "table", None)


@cli.command()
@click.argument("phrase", required=False)
@click.option("--date", metavar="DATE", help="The day as of which the phrase is read.")
@click.option("--from", "rows", metavar="FILE", help="JSON Lines with id, phrase, date; or -.")
@click.option(
    "--format", "format_", type=click.Choice(["table", "json", "jsonl"]),
    help="Default: a table on a terminal, else json; jsonl with --from.",
)  # fmt: skip
@click.option("--actors", type=_FILE, multiple=True, help="A further file of actors.")
def actor(
    phrase: str | None,
    date: str | None,
    rows: str | None,
    format_: str | None,
    actors: tuple[Path, ...],
) -> int:
    """Tell who a phrase names, for which country, in which role, and why.

    \b
    Examples:
      polybius actor "Kremlin spokesman Dmitry Peskov" --date 2016-10-11
      polybius actor --from phrases.jsonl --format jsonl
    """
    from polybius.lookup import explain, resolve_rows
    from polybius.reading import iso_day

    if (phrase is None) == (rows is None):
        raise UsageError("actor takes a PHRASE or --from FILE, one of the two")
    if rows is not None:
        if format_ not in (None, "jsonl"):
            raise UsageError("--from writes JSON Lines; --format jsonl would be right")
        return REFUSED if resolve_rows(rows, actors, sys.stdout) else 0
    if format_ == "jsonl":
        raise UsageError("--format jsonl is for --from FILE; table or json would be right")
    try:
        day = iso_day(date) if date is not None else None
    except InputError as error:
        raise UsageError(str(error).replace("published", "--date", 1)) from None
    form = format_ or ("table" if sys.stdout.isatty() else "json")
    explain(phrase or "", day, actors, form, sys.stdout)
    return 0


@cli.group()
def codebook() -> None:
    """Work on the codebook.

    \b
    Example:
      polybius codebook check my-codebook/
    """


@codebook.command()
@click.argument("folder", metavar="[DIR]", type=_FOLDER, required=False)
def check(folder: Path | None) -> int:
    """Look for mistakes in a codebook's folder.

    Where no DIR is named, it is the project's own codebook, with its tables of actors. Each
    mistake is a line with file and line number; the exit status is 1 where there are any.

    \b
    Example:
      polybius codebook check my-codebook/
    """
    from polybius.actors import check_tables
    from polybius.codebook import check as check_codebook

    mistakes = check_codebook(folder)
    if folder is None:
        try:
            mistakes += check_tables()
        except CodebookError as error:
            mistakes.append(str(error))
    for mistake in mistakes:
        click.echo(mistake)
    click.echo(f"{len(mistakes) or 'no'} mistake{'' if len(mistakes) == 1 else 's'}", err=True)
    return FAILED if mistakes else 0


@cli.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("corpus", metavar="CORPUS...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="Date of documents that come without one.")
@cli_store.limit_option
@cli_store.report_option
@click.option(
    "--show", metavar="N", type=click.IntRange(0), default=0,
    help="Show the events of the first N documents that differ.",
)  # fmt: skip
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.5, show_default=True,
    help="Leave out events that are less sure.",
)  # fmt: skip
def diff(
    old: str,
    new: str,
    corpus: tuple[str, ...],
    published: str | None,
    limits: tuple[str, ...],
    format_: str,
    show: int,
    min_confidence: float,
) -> int:
    """Show what a change of codebook adds, loses and alters on a corpus.

    OLD and NEW are each a codebook's folder, the word shipped, or a JSON Lines file of
    records made earlier (by another version); CORPUS is what code takes.

    \b
    Examples:
      polybius diff shipped my-codebook/ news/ --show 10
      polybius diff records-of-june.jsonl shipped corpus.jsonl --format json
    """
    import json

    from polybius.diff import difference, side
    from polybius.reading import Limits, read_articles

    documents = read_articles(corpus, cli_store.day_of(published), limits=Limits.of(limits))
    found = difference(side(old, min_confidence), side(new, min_confidence), documents, show)
    if format_ == "json":
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    else:
        for line in found.lines():
            click.echo(line)
    return 0


@cli.group("actors")
def actors_() -> None:
    """Work on the tables of actors.

    \b
    Example:
      polybius actors unknown news/
    """


@actors_.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="Date of documents that come without one.")
@cli_store.limit_option
@click.option(
    "--format", "format_", type=click.Choice(["table", "jsonl"]),
    help="Default: a table on a terminal.",
)  # fmt: skip
@click.option("--actors", type=_FILE, multiple=True, help="A further file of actors.")
def unknown(
    inputs: tuple[str, ...],
    published: str | None,
    limits: tuple[str, ...],
    format_: str | None,
    actors: tuple[Path, ...],
) -> int:
    """List the people and groups that no table has, most frequent first.

    Each comes with what the words around it told, and the sentence that names it first.
    The exit status is 3 where a document was refused.

    \b
    Examples:
      polybius actors unknown news/
      polybius actors unknown corpus.jsonl --actors mine.tsv --format jsonl
    """
    from polybius.reading import Limits, read_articles
    from polybius.unknown import list_unknown

    documents = read_articles(inputs, cli_store.day_of(published), limits=Limits.of(limits))
    form = format_ or ("table" if sys.stdout.isatty() else "jsonl")
    return REFUSED if list_unknown(documents, actors, form, sys.stdout) else 0


for command in (
    cli_store.ingest,
    cli_store.events,
    cli_store.dyad,
    cli_export.export,
    cli_export.stories,
    cli_explorer.serve,
    cli_explorer.report,
    cli_evaluate.evaluate,
    cli_train.train,
    cli_about.about,
    cli_about.doctor,
):
    cli.add_command(command)


if __name__ == "__main__":
    main()
