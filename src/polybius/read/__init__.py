"""Inputs as users have them -> articles, or a reason for each that cannot be read."""

from polybius.read.dates import iso_day
from polybius.read.inputs import read_articles
from polybius.read.refusal import Refusal

__all__ = ["Refusal", "iso_day", "read_articles"]
