"""Bytes to text: encodings are found out, binary data is told apart."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from polybius.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PAR1", "a Parquet table"),
    (b"\x1f\x8b", "gzip data in a file whose name does not end in .gz"),
    (b"SQLite format 3", "an SQLite database"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
# As much of a file as finding out its encoding needs.
_SAMPLE = 64_000
# Encodings of text that is nearly all ASCII, the commonest first: they are told apart by
# what the few other bytes would be.
_NEARLY_ASCII = ("cp1252", "mac_roman", "cp1250", "latin_1", "gb18030")
_STRAY = re.compile("[\udc80-\udcff]")
_TYPOGRAPHY = frozenset("“”‘’–—…•€£§°©®™«»\u00a0")


def decode(data: bytes, *, html: bool = False) -> tuple[str, bool]:
    """The text, and whether its bytes were plain UTF-8.

    Raises InputError for binary data and for text in an encoding that cannot be told.
    """
    if encoding := wide_encoding(data):
        return _by(data, encoding), False
    refuse_binary(data)
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096]) if html else None
    if declared:
        try:
            return data.decode(declared[1].decode("ascii")), False
        except (LookupError, UnicodeDecodeError):
            pass
    return _by(data, _find_encoding(data)), False


def encoding_of(sample: bytes) -> str:
    """The encoding of a text that begins so. Raises InputError as `decode` does."""
    if encoding := wide_encoding(sample):
        return encoding
    refuse_binary(sample)
    try:
        # The sample may end within a character.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _find_encoding(sample)
    return "utf-8"


def wide_encoding(sample: bytes) -> str | None:
    """The encoding that a mark at the start names, or UTF-16 without one: nearly every other
    byte of English in it is zero."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    half = len(sample[:_SAMPLE]) // 2
    even, odd = sample[: 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if max(even, odd) > 0.7 * half and min(even, odd) <= 0.02 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def refuse_binary(data: bytes) -> None:
    """Raise InputError where the bytes are not text."""
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise InputError(f"this is {name}, not text; text, HTML or JSON Lines would be right")
    sample = data[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    # One slip of a program that wrote text is forgiven, not more: text hardly ever has a zero.
    if sample.count(0) > len(sample) // 1000 + 1 or control > len(sample) // 50:
        raise InputError("binary data, not text; a text, HTML or JSON Lines file would be right")


def _find_encoding(data: bytes) -> str:
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    # Bytes of another encoding make hardly ever a letter of UTF-8: it is that, with mistakes.
    if sum(not char.isascii() for char in text) >= 2 * strays:
        return "utf-8"
    if sum(byte > 127 for byte in sample) < len(sample) / 10:
        return max(_NEARLY_ASCII, key=lambda encoding: _likeliness(sample, encoding))
    best = from_bytes(sample).best()
    if best is None:
        raise InputError("text in an encoding that cannot be told; UTF-8 would be right")
    return best.encoding


def _likeliness(sample: bytes, encoding: str) -> int:
    """How well the bytes beyond ASCII make sense: quotes and dashes, letters within words."""
    text = f" {sample.decode(encoding, 'replace')} "
    score = 0
    for at, char in enumerate(text):
        if char.isascii():
            continue
        if char in _TYPOGRAPHY:
            score += 2
        elif char.isalpha():
            inside = text[at - 1].isalpha()
            score += 1 if inside == char.islower() and (inside or text[at + 1].isalpha()) else -1
        else:
            score -= 2
    return score


def _by(data: bytes, encoding: str) -> str:
    if encoding == "utf-8":
        # What is not UTF-8 in it came from elsewhere, by way of Windows mostly.
        return _STRAY.sub(_windows, data.decode("utf-8", "surrogateescape"))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(
            f"text that begins as {encoding} and does not go on so; UTF-8 throughout would be right"
        ) from None


def _windows(stray: re.Match[str]) -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace")
