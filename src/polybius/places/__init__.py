"""Place names in a text, and where on the earth they lie."""

from polybius.places.reader import PlaceReader

__all__ = ["PlaceReader"]
