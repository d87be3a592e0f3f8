"""Polybius reads news and tells what happened in world politics, as data."""

__version__ = "0.1.0"
