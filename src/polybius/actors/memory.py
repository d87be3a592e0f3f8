"""The names an article has made known, and whom a later short form means by them."""

from __future__ import annotations

from polybius.actors.book import ActorBook
from polybius.actors.references import gender_of_title
from polybius.actors.resolution import Resolution
from polybius.tokens import Token
from polybius.world import fold


class Names:
    """Full names, surnames and acronyms of one article, each with whom it named first."""

    def __init__(self, book: ActorBook) -> None:
        self._book = book
        self._named: dict[str, Resolution] = {}
        self._namesakes: dict[str, list[Resolution]] = {}

    def learn(self, name: str, found: Resolution) -> None:
        """Remember a name; of a person of several names also the short forms.

        A short form stays with whom it meant first: a namesake is named in full.
        """
        key = fold(name)
        parts = key.split()
        if found.kind != "person":
            self._named[key] = found
        elif len(parts) > 1:
            for short in (*self._book.short_forms(name, found.country), " ".join(parts[-2:])):
                self._named.setdefault(short, found)
                self._namesakes.setdefault(short, []).append(found)
            self._named[key] = found

    def meant(self, head: Token, name: str) -> Resolution | None:
        """Whom a phrase means by a name learnt before: its whole name, or its head alone."""
        exact = self._named.get(fold(name))
        learnt = exact or self._named.get(fold(head.text))
        if learnt is None:
            return None
        if learnt.kind != "person":
            longer = any(t.dep_ == "compound" and t.pos_ == "PROPN" for t in head.lefts)
            return learnt if exact is not None or not longer else None
        return self._person(head, learnt)

    def gender(self, found: Resolution) -> str:
        """`f` or `m` where a person's given name tells, else ""."""
        if found.kind != "person" or not found.name:
            return ""
        return self._book.gender_of(fold(found.name).partition(" ")[0])

    def _person(self, head: Token, learnt: Resolution) -> Resolution | None:
        """The bearer of a surname whom `Mr` or `Mrs` and a given name before it fit."""
        sex = gender_of_title(frozenset(t.lower_ for t in head.lefts))
        if sex:
            bearers = self._namesakes.get(fold(head.text), [learnt])
            sure = next((one for one in bearers if self.gender(one) == sex), None)
            learnt = sure or learnt
            if self.gender(learnt) not in ("", sex):
                return None
        given = [t for t in head.lefts if t.dep_ == "compound" and t.ent_type_ == "PERSON"]
        if given and fold(given[0].text) not in fold(learnt.name or ""):
            return None
        return learnt
