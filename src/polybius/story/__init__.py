"""Stories: the same act, reported by many articles, once."""

from polybius.story.memory import stories
from polybius.story.story import Story

__all__ = ["Story", "stories"]
