"""Records in the formats of other event data sets, and PLOVER acts in CAMEO's codes."""

from polybius.export.formats import FORMATS, Exported, write_export

__all__ = ["FORMATS", "Exported", "write_export"]
