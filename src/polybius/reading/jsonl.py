"""JSON Lines: one document a line, read one line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from polybius.errors import InputError
from polybius.reading.decode import decode
from polybius.reading.streams import Recoded

# A line is read up to this many bytes; the rest of a longer one is passed over.
LONGEST_LINE = 32_000_000


def lines(stream: IO[bytes] | Recoded) -> Iterator[tuple[int, bytes | None]]:
    """Line numbers from 1 and lines that are not empty; None for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def parse(line: bytes | None) -> dict[str, Any]:
    """The object on a line. Raises InputError where there is none."""
    if line is None:
        raise InputError(
            f"a line of more than {LONGEST_LINE:,} bytes; one document a line would be right"
        )
    return an_object(load(line))


def load(data: bytes) -> Any:
    """A JSON value. Raises InputError where the data is none."""
    text, _ = decode(data)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"malformed JSON at character {error.pos + 1}: {error.msg};"
            ' one whole object a line, {"id": ..., "text": "..."}, would be right'
        ) from None
    except RecursionError:
        raise InputError("JSON nested too deeply; a plain object would be right") from None


def an_object(value: Any) -> dict[str, Any]:
    """The value where it is an object. Raises InputError for any other."""
    if not isinstance(value, dict):
        raise InputError(
            "JSON that is no object;"
            ' one document a line, {"id": ..., "text": "..."}, would be right'
        )
    return value
