"""What an installation is made of: versions, data sets, libraries, and their licences."""

from polybius.about.parts import About, Library, Source, about, licence_texts

__all__ = ["About", "Library", "Source", "about", "licence_texts"]
