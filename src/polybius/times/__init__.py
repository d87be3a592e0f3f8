"""Time expressions: what they are, and the days they name."""

from polybius.times.narrow import narrow
from polybius.times.reader import TimeReader

__all__ = ["TimeReader", "narrow"]
