"""How much is read of one document, and how far packed data may unpack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from polybius.errors import UsageError


# Without slots: the defaults are to be had from the class.
@dataclass(frozen=True)
class Limits:
    """What is more than a limit is refused, never cut. Each is a whole number from 1.

    characters: code points in the text of one document.
    bytes:      bytes of one document as it comes, its markup included; also of a feed, of a list
                of documents in one JSON file, and of a line of JSON Lines or of a table.
    elements:   of a web page; taking the article out takes time by their square.
    unpack:     how many times its packed size an input may unpack to, all archives in it
                together, beyond the first hundred million bytes. Text packs to a fifth or a
                tenth, never to a hundredth.
    nested:     how deep archives may stand in each other; 1 is one that holds none.
    archive:    bytes of a zip archive or a Parquet table that does not come as a file of its
                own (from standard input, gzipped, within an archive): it is copied to disk.
    """

    characters: int = 1_000_000
    bytes: int = 40_000_000
    elements: int = 20_000
    unpack: int = 200
    nested: int = 3
    archive: int = 2_000_000_000

    @classmethod
    def of(cls, given: Iterable[str]) -> Limits:
        """Limits out of `name=number` words. Raises UsageError for any other."""
        names = [field.name for field in fields(cls)]
        found: dict[str, int] = {}
        for word in given:
            name, _, number = word.partition("=")
            try:
                found[name] = int(number)
            except ValueError:
                found[name] = 0
            if name not in names or found[name] < 1:
                raise UsageError(
                    f"--limit {word!r}; NAME=NUMBER with a name of {', '.join(names)} would be"
                    f" right, {names[0]}={cls.characters} for one"
                )
        return cls(**found)
