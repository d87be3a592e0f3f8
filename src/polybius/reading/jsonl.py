"""JSON Lines: one document a line, read one line at a time."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import IO, Any

from polybius.errors import InputError
from polybius.reading.decode import decode
from polybius.reading.limits import Limits
from polybius.reading.streams import Recoded

# Far deeper than any document, and far from where writers of JSON give up.
_DEEPEST = 100
_DEEP = "JSON nested too deeply; a plain object would be right"


def lines(
    stream: IO[bytes] | Recoded, longest: int = Limits.bytes
) -> Iterator[tuple[int, bytes | None]]:
    """Line numbers from 1 and lines that are not empty; None for one of more than `longest`
    bytes, which is passed over."""
    number = 0
    while line := stream.readline(longest):
        number += 1
        if len(line) >= longest and not line.endswith(b"\n"):
            while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def parse(line: bytes | None) -> dict[str, Any]:
    """The object on a line. Raises InputError where there is none."""
    if line is None:
        raise InputError(
            "a line of more bytes than a document may have; one document a line,"
            " or --limit bytes=NUMBER would be right"
        )
    return an_object(load(line))


def load(data: bytes) -> Any:
    """A JSON value. Raises InputError where the data is none."""
    text, _ = decode(data)
    try:
        value = json.loads(text, parse_constant=_finite, parse_float=_finite, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise InputError(
            f"malformed JSON at character {error.pos + 1}: {error.msg};"
            ' one whole object a line, {"id": ..., "text": "..."}, would be right'
        ) from None
    except RecursionError:
        raise InputError(_DEEP) from None
    if _deeper(value, _DEEPEST):
        raise InputError(_DEEP)
    return value


def an_object(value: Any) -> dict[str, Any]:
    """The value where it is an object. Raises InputError for any other."""
    if not isinstance(value, dict):
        raise InputError(
            "JSON that is no object;"
            ' one document a line, {"id": ..., "text": "..."}, would be right'
        )
    return value


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise InputError(f"{written[:20]} is no number that JSON has; null would be right")
    return number


def _whole(digits: str) -> int | float:
    # A double has 308 digits at most, and Python reads whole numbers of 4,300.
    return int(digits) if len(digits) < 300 else _finite(digits)


def _deeper(value: Any, most: int) -> bool:
    """Whether lists and objects in a value are nested more than `most` deep."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        level = [
            child
            for each in level
            for child in (each.values() if isinstance(each, dict) else each)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True
