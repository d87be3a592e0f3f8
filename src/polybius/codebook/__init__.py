"""The codebook: what words mean in PLOVER's terms, as data that can be read and changed."""

from polybius.codebook.lint import check
from polybius.codebook.loader import load
from polybius.codebook.model import Codebook, Frame, Operator, Result, Slot, TypeInfo

__all__ = ["Codebook", "Frame", "Operator", "Result", "Slot", "TypeInfo", "check", "load"]
