"""Names as they are compared: without accents, case, dots of abbreviations, kinds of dash."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'",
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-",
        "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "þ": "th", "Þ": "Th", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
        "ə": "a", "Ə": "A", "\u00a0": " ",
    }
)  # fmt: skip
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:'(?!s\b)\w+)*|'s?\b|[^\w\s]")


def plain(text: str) -> str:
    """The text with plain quotes, dashes and letters; case is kept."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(char for char in text if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The words and marks of a name, plain, in the case given; `U.S.` is the word `US`.

    A possessive ending is a word of its own (`'s`); hyphens are marks.
    """
    return [word.replace(".", "") or "." for word in _WORD.findall(plain(text))]


def fold(text: str) -> str:
    """The form under which a name is looked up: lower-case words, single spaces, no marks.

    >>> fold("Côte d’Ivoire"), fold("U.S."), fold("Guinea-Bissau")
    ("cote d'ivoire", 'us', 'guinea bissau')
    """
    low = plain(text).lower()
    if low.replace(" ", "").isalnum():
        return " ".join(low.split())
    return " ".join(word for word in words(low) if word[0].isalnum())
