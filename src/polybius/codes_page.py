"""docs/codes.md, made from the codebook: `python -m polybius.codes_page`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from polybius.codebook import Codebook, load
from polybius.codebook.model import TypeInfo
from polybius.explorer.about import vocabulary

_INTRODUCTION = """\
# Codes

<!-- Made from the codebook by `python -m polybius.codes_page`; change types.yaml there. -->

The codes are PLOVER's (manual 2.0). The score runs from conflict (-10) to cooperation (10); CAMEO
is the nearest code of the older scheme, narrowed by context and doer in
[exports](exports.md#cameo-codes-and-goldstein-scores). Where a mode says nothing of its own, what
its type says holds.
"""


def page() -> str:
    """The page on codes, in Markdown."""
    codes = vocabulary()
    told = {row["type"]: row["description"] for row in codes["types"]}
    parts = (_INTRODUCTION, *_types(load(), told), *_lists(codes))
    return "\n".join(parts).rstrip() + "\n"


def _types(codebook: Codebook, told: Mapping[str, str]) -> Iterator[str]:
    yield "## Types and modes\n\n| type, mode | what | quad class | score | CAMEO |"
    yield "| --- | --- | --- | --- | --- |"
    for info in codebook.types.values():
        name, what = info.name, told[info.name]
        yield f"| **{name}** | {what} | {info.quad} | {info.score:g} | {info.cameo} |"
        yield from (_mode(info, mode) for mode in info.modes)
    yield ""


def _mode(info: TypeInfo, mode: str) -> str:
    own = info.modes[mode]
    score = info.score if own is None else own
    return f"| `{mode}` | | | {score:g} | {info.mode_cameo.get(mode, info.cameo)} |"


def _lists(codes: Mapping[str, Any]) -> Iterator[str]:
    yield "## Contexts\n"
    yield textwrap.fill(", ".join(f"`{name}`" for name in codes["contexts"]) + ".", 100) + "\n"
    yield "## Sectors\n\n| sector | what |\n| --- | --- |"
    yield from (f"| `{row['code']}` | {row['name']} |" for row in codes["sectors"])


if __name__ == "__main__":
    print(page(), end="")
