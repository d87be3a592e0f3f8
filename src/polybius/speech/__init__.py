"""According to whom: quotations, reported speech, belief and intention, with their sources."""

from polybius.speech.attribution import Attribution, covering
from polybius.speech.reader import SpeechReader

__all__ = ["Attribution", "SpeechReader", "covering"]
