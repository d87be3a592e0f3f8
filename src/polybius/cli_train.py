"""The command that trains the learned part: train."""

from __future__ import annotations

from pathlib import Path

import click

from polybius.errors import InputError, UsageError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--examples", metavar="FILE", type=_FILE,
    help="A group's own labels, JSON Lines: sentences, or corrections exported as gold.",
)  # fmt: skip
@click.option(
    "-o", "--out", metavar="MODEL", type=click.Path(dir_okay=False, path_type=Path),
    default=Path("model.npz"), show_default=True, help="Write the model to this file.",
)  # fmt: skip
@click.option(
    "--show", metavar="N", type=click.IntRange(0), default=0,
    help="Show the events of the first N texts that differ.",
)  # fmt: skip
@click.option("--variety", "varied", is_flag=True, help="Tell how varied the examples are instead.")
def train(examples: Path | None, out: Path, show: int, varied: bool) -> int:
    """Train the learned part; teach it your own labels.

    Without --examples the shipped model is made anew of the labelled sentences that come with
    the package: the same sentences and codebook give the same bytes. With it, the shipped model
    is drawn towards your labels, and what this changes on your texts and on texts of the project
    is told. A row with a mistake is told and skipped; the exit status is then 3. Code by the
    model with --model.

    \b
    Examples:
      polybius train --examples mine.jsonl -o mine.npz --show 5
      polybius code news/ --model mine.npz
    """
    from polybius.cli import REFUSED
    from polybius.learn import teach
    from polybius.learn.given import read_given, skipped_line

    def tell(line: str) -> None:
        click.echo(line, err=True)

    if varied:
        for line in teach.how_varied(read_given(examples).texts if examples else None).lines():
            click.echo(line)
        return 0
    if not out.parent.is_dir():
        raise UsageError(
            f"{out}: no folder {out.parent} to write to; one that is there would be right"
        )
    if examples is None:
        teach.trained(tell).save(out)
        tell(f"wrote {out}")
        return 0
    given = read_given(examples)
    for line in given.skipped:
        tell(line)
    if not given.texts:
        raise InputError(
            f"{examples}: no row of it can be learned from; labelled sentences would be right"
        )
    teach.taught(given, tell).save(out)
    for line in teach.compared(given, out, show).lines():
        click.echo(line)
    tell(f"wrote {out}")
    tell(skipped_line(given))
    return REFUSED if given.skipped else 0
