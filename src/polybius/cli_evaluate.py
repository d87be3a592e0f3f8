"""The command that measures: evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polybius.cli_store import model_option, report_option
from polybius.errors import UsageError

if TYPE_CHECKING:
    from polybius.evaluate import Report
    from polybius.evaluate.ablation import Ablation


@click.command()
@click.argument("kind", metavar="KIND")
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@report_option
@click.option("--show", metavar="N", type=click.IntRange(0), default=0, help="Show N mistakes.")
@click.option("--part", type=click.Choice(["A", "B"]), help="Half of the rows: A to look at.")
@model_option
@click.option(
    "--curve", metavar="SVG", type=click.Path(dir_okay=False, path_type=Path),
    help="Draw how far the confidence can be trusted into this file; for articles.",
)  # fmt: skip
@click.option(
    "--ablation", "ablated", is_flag=True,
    help="Rules alone, with the learned part, and that alone, beside each other.",
)  # fmt: skip
def evaluate(
    kind: str,
    gold: Path,
    format_: str,
    show: int,
    part: str | None,
    model: Path | None,
    curve: Path | None,
    ablated: bool,
) -> int:
    """Score the coder on hand-coded GOLD.

    KIND is relations, articles, actors, times, places or attributions.

    \b
    Examples:
      polybius evaluate articles gold/articles.jsonl --show 10
      polybius evaluate articles gold/articles.jsonl --curve confidence.svg
      polybius evaluate relations gold/relations.jsonl --part A --ablation
    """
    from polybius.coder import Coder
    from polybius.evaluate import evaluate as score

    if ablated and (model or curve or show):
        raise UsageError("--ablation stands alone; without --model, --curve, --show would be right")
    if ablated:
        from polybius.evaluate.ablation import ablation

        _print(ablation(kind, gold, part, lambda line: click.echo(line, err=True)), format_)
        return 0
    report = score(kind, gold, show=show, part=part, coder=Coder(model=model) if model else None)
    if curve is not None:
        from polybius.evaluate.curve import svg

        curve.write_text(svg(report), encoding="utf-8")
    _print(report, format_)
    return 0


def _print(found: Report | Ablation, format_: str) -> None:
    if format_ == "json":
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    else:
        for line in found.lines():
            click.echo(line)
