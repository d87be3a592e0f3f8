"""Actors: who they are, for which country, in which role, on that day."""

from polybius.actors.book import ActorBook
from polybius.actors.cast import Cast
from polybius.actors.check import check_tables
from polybius.actors.resolution import Resolution

__all__ = ["ActorBook", "Cast", "Resolution", "check_tables"]
