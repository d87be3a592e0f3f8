"""Train the shipped model anew: ``python -m polybius.learn [-o MODEL]``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from polybius.coder import Coder
from polybius.learn.examples import read_examples
from polybius.learn.examples import shipped as examples
from polybius.learn.model import shipped
from polybius.learn.train import cases_of, train


@click.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), default=shipped())
def main(out: Path) -> None:
    """Train on the labelled examples of the package and write the model."""
    labelled = read_examples(examples())
    click.echo(f"{len(labelled)} rows; parsing takes a minute", err=True)
    cases = cases_of(Coder(learned=False), labelled)
    train(cases, lambda line: click.echo(line, err=True)).save(out)
    click.echo(f"wrote {out}", err=True)


if __name__ == "__main__":
    sys.exit(main())
