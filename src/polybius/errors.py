"""The errors that the project raises: few, and each with a line a user can act on."""

from __future__ import annotations


class PolybiusError(Exception):
    """Base of all errors; its message says what is wrong, where, and what would be right."""


class InputError(PolybiusError):
    """An input that cannot be read or coded."""


class CodebookError(PolybiusError):
    """A codebook or table with a mistake in it; the message starts with file and line."""


class UsageError(PolybiusError):
    """A command or call that asks for what cannot be."""
