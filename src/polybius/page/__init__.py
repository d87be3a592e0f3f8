"""Pages as they come: which lines are the article, and what the others tell about it."""

from polybius.page.furniture import Block, Page, read_page

__all__ = ["Block", "Page", "read_page"]
