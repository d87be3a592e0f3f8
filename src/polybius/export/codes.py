"""What the formats share: who an actor is in other schemes' codes, and where a place lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from polybius.export.bodies import Bodies
from polybius.export.cameo import Cameo
from polybius.export.tables import Tables
from polybius.record import Actor, Place

# PLOVER's names for those that no country stands for, in its country field.
_STATELESS = ("IGO", "NGO", "ISM", "IMG", "MNC")


@dataclass(frozen=True, eq=False, slots=True)
class Codes:
    """All look-ups that an export needs."""

    tables: Tables
    bodies: Bodies
    cameo: Cameo

    @classmethod
    def load(cls) -> Codes:
        """Read the tables. Raises CodebookError with file and line for a mistake in one."""
        return cls(Tables.load(), Bodies.load(), Cameo.load())

    def country(self, actor: Actor, day: date | None) -> str:
        """PLOVER's country field: a state, UNO, EUR, IGO, NGO, ISM, IMG, MNC, or empty."""
        if actor.country is not None:
            return self.tables.country(actor.country).code
        if body := self.bodies.code_of(actor, day):
            return body
        return next((code for code in _STATELESS if code in actor.sectors), "")

    def sectors(self, actor: Actor) -> tuple[str, ...]:
        """The sectors beside what the country field already says."""
        if actor.country is not None:
            return actor.sectors
        return tuple(sector for sector in actor.sectors if sector not in _STATELESS)

    def roles(self, actor: Actor) -> tuple[str, ...]:
        """CAMEO's roles for the sectors, in their order, each once."""
        known = self.tables.sectors
        roles = (known[s].role for s in self.sectors(actor) if s in known)
        return tuple(dict.fromkeys(filter(None, roles)))


def name_of(actor: Actor) -> str:
    """Whom the words name, or the words."""
    return actor.name or actor.text


def city_of(place: Place) -> str | None:
    """The name of a place that is neither a state nor a province."""
    return None if place.level in ("country", "admin1") else place.name
