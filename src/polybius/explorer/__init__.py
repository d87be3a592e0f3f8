"""The explorer: a local page that reads the coding against the text."""
