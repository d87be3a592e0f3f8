"""Pages as they come: which lines are the article, and what the others tell about it."""

from polybius.page.model import Block, Furniture, Page
from polybius.page.reader import read_page

__all__ = ["Block", "Furniture", "Page", "read_page"]
