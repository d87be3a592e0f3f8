"""What comes out of documents on a terminal: nothing in it that a terminal would obey."""

from __future__ import annotations

# Control characters but line ends and tabs, and the marks that turn the direction of writing.
_OBEYED = dict.fromkeys(
    {*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {9, 10},
    "\ufffd",
)


def harmless(text: str) -> str:
    """The text with a mark in the place of each character that a terminal would obey."""
    return text.translate(_OBEYED)


def one_line(text: str) -> str:
    """The text on one line, harmless."""
    return harmless(" ".join(text.split()))


def refusal_line(id: str, reason: str) -> str:
    """The line that says why a document was refused."""
    return f"{one_line(id)}: {one_line(reason)}"
