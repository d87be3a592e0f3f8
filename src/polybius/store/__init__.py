"""One DuckDB file of records: coded documents kept, found again, asked."""

from polybius.store.database import StoreError
from polybius.store.query import EventFilter, Events
from polybius.store.store import Store

__all__ = ["EventFilter", "Events", "Store", "StoreError"]
