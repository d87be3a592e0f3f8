"""The commands about the installation itself: about, doctor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from polybius.about import About


@click.command()
@click.option(
    "--format", "format_", type=click.Choice(["table", "json"]), default="table",
    show_default=True, help="A report to read, or for programs.",
)  # fmt: skip
@click.option("--licences", is_flag=True, help="Print the licences in full instead.")
def about(format_: str, licences: bool) -> int:
    """Tell versions, data sets and libraries, with their sources and licences.

    \b
    Examples:
      polybius about
      polybius about --licences | less
    """
    from polybius.about import about as made_of
    from polybius.about import licence_texts

    if licences:
        for name, text in licence_texts():
            click.echo(f"==== {name}\n\n{text.strip()}\n")
    elif format_ == "json":
        click.echo(json.dumps(made_of().to_json(), ensure_ascii=False, indent=1))
    else:
        _print(made_of())
    return 0


def _print(found: About) -> None:
    click.echo(f"polybius {found.polybius}, Apache-2.0; Python {found.python}")
    click.echo(f"codebook {found.codebook}; fingerprint of all that decides {found.fingerprint}")
    click.echo("\nData, models and others' code that it holds or codes by:\n")
    for source in found.sources:
        click.echo(f"{f'{source.part} {source.version}'.strip()}: {source.licence}")
        click.echo(f"    {source.holds}\n    {source.source}")
    click.echo("\nLibraries:\n")
    for library in found.libraries:
        version = library.version or "missing"
        click.echo(f"{library.name:<20}{version:<12}{library.licence}".rstrip())
    click.echo("\npolybius about --licences prints the licences in full.")


@click.command()
def doctor() -> int:
    """Look whether the installation is whole, part by part, and say what to do where not.

    A line for each part: ok, wrong (with what to do; the exit status is then 1), or note for
    what only some commands need. It codes one sentence, which takes some seconds.

    \b
    Example:
      polybius doctor
    """
    from polybius.cli import FAILED
    from polybius.doctor import findings

    states = []
    for finding in findings():
        click.echo(str(finding))
        states.append(finding.state)
    return FAILED if "wrong" in states else 0
