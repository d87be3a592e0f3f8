"""Records -> table, JSON Lines, JSON, CSV or Parquet."""

from polybius.write.output import FORMATS, format_of, open_output, write_records

__all__ = ["FORMATS", "format_of", "open_output", "write_records"]
