"""What is doubtful in the tables of actors: for `polybius codebook check`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from polybius.actors.entities import Entity, Term
from polybius.actors.lexicon import Lexicon, Meaning

_OLDEST = "1900"


def check_tables(lexicon: Lexicon | None = None) -> list[str]:
    """One line for each doubt: overlapping terms, dead dates, forms with two meanings at a time.

    Mistakes that no table may have (unknown codes, dates the wrong way round) are raised
    as `CodebookError` when the tables are read.
    """
    lexicon = lexicon or Lexicon.load()
    found: list[str] = []
    for entity in (*lexicon.people, *lexicon.bodies):
        found += _terms(entity)
    for form, meanings in lexicon.forms.items():
        found += _clashes(form, [m for m in meanings if m.entity is not None])
    return found


def _terms(entity: Entity) -> Iterator[str]:
    """The same office twice at a time, and dates that cannot be meant."""
    for term in entity.terms:
        if term.to and term.to < _OLDEST:
            yield f"{term.where}: {entity.name}: ends in {term.to}, before any news that is coded"
    for one, other in combinations(entity.terms, 2):
        if one.role == other.role and one.country == other.country and _meet(one, other):
            yield (
                f"{other.where}: {entity.name}: {other.role or 'its period'} overlaps {one.where}"
            )


def _clashes(form: str, meanings: list[Meaning]) -> Iterator[str]:
    """Two entities of one form whose terms meet, where neither country tells them apart."""
    for one, other in combinations(meanings, 2):
        if one.entity is None or other.entity is None or one.entity is other.entity:
            continue
        for a in one.entity.terms:
            if b := next((t for t in other.entity.terms if _meet(a, t)), None):
                if a.country == b.country or len(form.split()) == 1:
                    yield (
                        f"{b.where}: {form!r} is {other.entity.name} and at the same time "
                        f"{one.entity.name} ({a.where})"
                    )
                break


def _meet(one: Term, other: Term) -> bool:
    """Whether two terms share more than the day, month or year in which one gives way."""
    return not _gives_way(one, other) and not _gives_way(other, one)


def _gives_way(one: Term, other: Term) -> bool:
    """Whether a term ends as the other begins, as exactly as the rows say."""
    if not one.to:
        return False
    month, year = f"{one.to[:7]}-01", f"{one.to[:4]}-01-01"
    return (
        other.from_ >= one.to
        or (one.to.endswith("-31") and other.from_ == month)
        or (one.to.endswith("-12-31") and other.from_ == year)
    )
