"""States: their codes, names, adjectives, peoples, capitals, and what belongs to them."""

from polybius.world.countries import Country, World
from polybius.world.names import fold, words
from polybius.world.table import Row, read_table

__all__ = ["Country", "Row", "World", "fold", "read_table", "words"]
