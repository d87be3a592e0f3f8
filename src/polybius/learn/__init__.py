"""The learned part: from examples written for the project, a scorer of acts."""

from polybius.learn.model import Scorer

__all__ = ["Scorer"]
