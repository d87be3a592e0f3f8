"""Inputs as users have them -> articles, or a reason for each that cannot be read."""

from polybius.reading.dates import iso_day
from polybius.reading.document import article
from polybius.reading.files import read_articles, size_of
from polybius.reading.limits import Limits
from polybius.reading.meter import Meter
from polybius.reading.refusal import Refusal

__all__ = ["Limits", "Meter", "Refusal", "article", "iso_day", "read_articles", "size_of"]
