"""docs/commands.md, made from the command line itself: `python -m polybius.cli_page`."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator

import click

from polybius.cli import cli

_INTRODUCTION = """\
# Commands

<!-- Made from the command line itself by `python -m polybius.cli_page`; change the help there. -->

`INPUT` is a file (text, HTML, JSON Lines, CSV, TSV, Parquet, RSS, Atom, WARC, zip), a folder of
these, a pattern, or `-` for standard input; names that end in `.gz` are unpacked. Dates are ISO:
`2016`, `2016-10` or `2016-10-11`. An option that may be given several times says so. What is
written goes to standard output unless `-o` names a file; what was refused, and the counts, go to
standard error. Where standard output is a terminal, the format is `table`, else `jsonl`; `-o
events.csv` says it by its ending.

| exit status | meaning |
| --- | --- |
| 0 | all went well |
| 1 | something failed, or a check found a mistake |
| 2 | the command was called wrongly, or an input, a codebook or a store has a mistake |
| 3 | it ran to its end, and some documents or rows were refused |
| 130 | it was stopped |

An error is one line on standard error; [Errors](errors.md) says what to do. With
`POLYBIUS_DEBUG=1` in the environment it comes with its traceback.
"""


def page() -> str:
    """The page on the commands, in Markdown."""
    parts = [_INTRODUCTION]
    for name, command in commands():
        parts.append("\n".join(_section(name, command)))
    return "\n".join(parts).rstrip() + "\n"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its whole name: `polybius codebook check`."""
    waiting: list[tuple[str, click.Command]] = [("polybius", cli)]
    while waiting:
        name, command = waiting.pop(0)
        if isinstance(command, click.Group):
            inner = [(f"{name} {part}", one) for part, one in command.commands.items()]
            waiting = inner + waiting
        else:
            yield name, command


def _section(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    yield f"## {name}\n"
    told, examples = _told(command)
    yield from (f"{paragraph}\n" for paragraph in told)
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```\n{name} {pieces}\n```\n"
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        yield "| option | what |\n| --- | --- |"
        yield from (f"| {_names(one)} | {_what(one)} |" for one in options)
        yield ""
    if examples:
        yield "```\n" + "\n".join(examples) + "\n```\n"


def _told(command: click.Command) -> tuple[list[str], list[str]]:
    """The paragraphs of a command's help, and the lines of its examples."""
    told, examples = [], []
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b"):
            examples += [line.strip() for line in paragraph.splitlines()[2:]]
        else:
            told.append(textwrap.fill(" ".join(paragraph.split()), 100))
    return told, examples


def _names(option: click.Option) -> str:
    names = [f"`{name}`" for name in (*option.opts, *option.secondary_opts)]
    if option.is_flag or isinstance(option.type, click.Choice):
        return ", ".join(names)
    metavar = option.metavar or option.type.name.partition(" ")[0].upper()
    return f"{', '.join(names)} {metavar}"


def _what(option: click.Option) -> str:
    """An option's help, the values it takes, its default, whether it may be repeated."""
    words = [(option.help or "").replace("|", "\\|")]
    if isinstance(option.type, click.Choice):
        words.append(f"One of {', '.join(f'`{choice}`' for choice in option.type.choices)}.")
    if option.required:
        words.append("Required.")
    if isinstance(option.show_default, str):
        words.append(f"Default: {option.show_default}.")
    elif option.show_default:
        words.append(f"Default: {option.default}.")
    if option.multiple:
        words.append("May be given several times.")
    return " ".join(word for word in words if word)


if __name__ == "__main__":
    print(page(), end="")
