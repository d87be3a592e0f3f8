"""Every place name of an article, with what it means: the stage the coder calls."""

from __future__ import annotations

from polybius.parse import Parse
from polybius.places.candidates import Candidate
from polybius.places.cues import Cues
from polybius.places.gazetteer import Gazetteer
from polybius.places.keys import key_of
from polybius.places.name import Name
from polybius.places.names import NameFinder
from polybius.places.resolve import Resolver
from polybius.record import Place
from polybius.world import World


class PlaceReader:
    """Reads the places of articles; built once, it keeps nothing of any article.

    Reads `Parse` (sentences with entities, the page's dateline and publisher) and gives
    `Place`s in order of the text. Raises `CodebookError` at building where a table has a
    mistake.
    """

    def __init__(self, world: World | None = None) -> None:
        world = world or World.load()
        self._gazetteer = Gazetteer.load(world)
        self._finder = NameFinder(self._gazetteer)
        self._cues = Cues.load()
        self._resolver = Resolver(self._gazetteer.capitals(world))

    def read(self, parse: Parse) -> tuple[Place, ...]:
        """All place names, resolved as far as the gazetteer and the context allow.

        Offsets are half-open code points in the article's text. A name that could not
        be resolved has null coordinates.
        """
        names = self._finder.find(parse)
        page = parse.page
        if page.dateline_span:
            start, end = page.dateline_span
            names = [name for name in names if not name.overlaps(start, end)]
            names += self._finder.name_at(parse.text, start, end)
            names.sort(key=lambda name: name.start)
        meant = self._resolver.resolve(
            names, self._anchors(page.publisher), self._cues.states(parse.text)
        )
        return tuple(self._place(name, place) for name, place in meant)

    def _anchors(self, publisher: str | None) -> tuple[Name, ...]:
        """The town or state in a publisher's name: `The Kokomo Tribune`."""
        words = (publisher or "").split()
        for length in (3, 2, 1):
            for first in range(len(words) - length + 1):
                form = " ".join(words[first : first + length])
                candidates = self._gazetteer.find(key_of(form))
                if candidates and form[0].isupper() and len(form) > 3:
                    return (Name(-1, -1, form, key_of(form), candidates),)
        return ()

    def _place(self, name: Name, place: Candidate | None) -> Place:
        if place is None:
            within = name.within
            country = within.country if within else None
            admin1 = self._gazetteer.division_name(country, within.admin1) if within else None
            return Place(name.start, name.end, name.text, name.text, country, admin1)
        return Place(
            name.start,
            name.end,
            name.text,
            place.name,
            place.country,
            self._gazetteer.division_name(place.country, place.admin1),
            place.latitude,
            place.longitude,
            place.geonames,
            place.level,
        )
