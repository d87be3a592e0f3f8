"""The fields of a coded event against the gold event it is paired with.

Countries and sectors are compared as sets over all actors (or recipients) of the event: an
intergovernmental organisation counts as the country IGO. The lenient figure asks for one
value in common, or none on both sides; the strict one for equal sets. Status and claims
are given as F1 of the rare value too, since a constant is right nine times in ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from polybius.evaluate.figures import Figure, Sums, f1, figure, ratio
from polybius.evaluate.matching import Extent
from polybius.record import Actor, Event

# Sectors that stand in the gold's country field, where no country can.
WORLD = frozenset({"IGO", "UNO", "EUR"})
# What an actor of no sector in the gold may be given: a state is its government.
UNMARKED = frozenset({"GOV", "UNK"})
# Checks that repeat another one more strictly or on fewer events: no mistakes of their own.
DETAILS = frozenset(
    {"actor country, all", "recipient country, all", "date where given", "place where given"}
)
SMALL_WORDS = frozenset(
    "a an and by for from his her in its of on one or s some the their to".split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient of a gold event."""

    text: str
    countries: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """Whom the gold names as the source of an event."""

    text: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where a gold event happened; `country` is empty where it has none."""

    text: str
    country: str


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An annotated event; `statuses` and `dates` hold every accepted value.

    `historical`, `contexts` and `counts` are None where the gold does not say.
    """

    type: str
    also: tuple[str, ...]
    modes: tuple[str, ...]
    spans: tuple[Extent, ...]
    sentence_spans: tuple[Extent, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    statuses: tuple[str, ...]
    dates: tuple[tuple[str, str] | None, ...]
    place: GoldPlace | None
    claims: tuple[GoldClaim, ...]
    stance: str
    claim_agreed: bool
    main: bool
    core: bool
    line: str
    historical: bool | None = None
    contexts: tuple[str, ...] | None = None
    counts: tuple[tuple[str, int | None], ...] | None = None


def field_counts(gold: GoldEvent, event: Event) -> dict[str, float]:
    """The counts of one paired event: `asked:FIELD`, `right:FIELD`, `wrong:FIELD` and more."""
    checks: dict[str, bool] = {}
    if event.type == gold.type:
        checks["mode"] = _share(set(gold.modes), set(event.modes))
    for role, parties, actors in (
        ("actor", gold.actors, event.actors),
        ("recipient", gold.recipients, event.recipients),
    ):
        wanted, given = gold_countries(parties), countries(actors)
        checks[f"{role} country"] = _share(wanted, given)
        checks[f"{role} country, all"] = wanted == given
        if parties:
            checks[f"{role} sector"] = _sectors_agree(parties, actors)
    checks["date"] = _date(event) in gold.dates
    if None not in gold.dates:
        checks["date where given"] = checks["date"]
    checks["status"] = event.status in gold.statuses
    checks |= _extras(gold, event)
    checks["place"] = _place_agrees(gold.place, event)
    if gold.place:
        checks["place where given"] = checks["place"]
    counts: dict[str, float] = {}
    if len({status == "actual" for status in gold.statuses}) == 1:
        counts |= _rare("not actual", gold.statuses[0] != "actual", event.status != "actual")
    if gold.claim_agreed:
        counts |= _rare("claimed", bool(gold.claims), bool(event.claims))
        if gold.claims and event.claims:
            checks["source"] = _source_agrees(gold.claims, event)
            checks["stance"] = gold.stance in {claim.stance for claim in event.claims}
    for name, right in checks.items():
        counts[f"asked:{name}"] = 1
        if right:
            counts[f"right:{name}"] = 1
        elif name not in DETAILS:
            counts[f"wrong:{name}"] = 1
    return counts


def field_figures(sums: Sums) -> tuple[Figure, ...]:
    """The figures of all fields, over the events that were paired."""
    out = [
        figure(sums, name, ratio(f"right:{name}", f"asked:{name}"), f"asked:{name}")
        for name in (
            "mode",
            "actor country",
            "actor country, all",
            "actor sector",
            "recipient country",
            "recipient country, all",
            "recipient sector",
            "date",
            "date where given",
            "status",
        )
    ]
    out.append(_rare_figure(sums, "not actual"))
    out.append(_rare_figure(sums, "claimed"))
    out += [
        figure(sums, name, ratio(f"right:{name}", f"asked:{name}"), f"asked:{name}")
        for name in ("source", "stance", "place", "place where given")
    ]
    out += [
        figure(sums, name, ratio(f"right:{name}", f"asked:{name}"), f"asked:{name}")
        for name in ("historical", "contexts", "counts")
        if sums.total(f"asked:{name}")
    ]
    return tuple(out)


def words(text: str) -> frozenset[str]:
    """The words that tell one name from another, in lower case."""
    return frozenset(re.findall(r"\w+", text.casefold())) - SMALL_WORDS


def _extras(gold: GoldEvent, event: Event) -> dict[str, bool]:
    """Checks of what only some gold says."""
    checks: dict[str, bool] = {}
    if gold.historical is not None:
        checks["historical"] = event.historical == gold.historical
    if gold.contexts is not None:
        checks["contexts"] = _share(set(gold.contexts), set(event.contexts))
    if gold.counts is not None:
        checks["counts"] = all(getattr(event.counts, kind) == n for kind, n in gold.counts)
    return checks


def _rare(name: str, wanted: bool, given: bool) -> dict[str, float]:
    counts = {f"rare:{name}": wanted, f"said:{name}": given, f"both:{name}": wanted and given}
    if wanted != given:
        counts[f"wrong:{name}"] = True
    return {key: float(value) for key, value in counts.items()}


def _rare_figure(sums: Sums, name: str) -> Figure:
    measure = f1(f"both:{name}", f"said:{name}", f"rare:{name}")
    return figure(sums, f"{name} F1", measure, f"rare:{name}")


def _share(wanted: set[str], given: set[str]) -> bool:
    """One value in common, or none on both sides."""
    return bool(wanted & given) if wanted or given else True


def gold_countries(parties: Iterable[Party]) -> set[str]:
    """Countries of gold actors, IGO for any organisation of states."""
    return {
        "IGO" if country in WORLD else country for party in parties for country in party.countries
    }


def countries(actors: Iterable[Actor]) -> set[str]:
    """Countries of coded actors, IGO for any organisation of states."""
    out = {actor.country for actor in actors if actor.country}
    if any(not actor.country and WORLD & set(actor.sectors[:2]) for actor in actors):
        out.add("IGO")
    return out


def _sectors_agree(parties: Iterable[Party], actors: Iterable[Actor]) -> bool:
    wanted = {sector for party in parties for sector in party.sectors}
    given = {sector for actor in actors for sector in actor.sectors[:2]}
    return bool(wanted & given) if wanted else given <= UNMARKED


def _date(event: Event) -> tuple[str, str] | None:
    return (event.date.from_, event.date.to) if event.date else None


def _place_agrees(gold: GoldPlace | None, event: Event) -> bool:
    if gold is None or event.place is None:
        return gold is None and event.place is None
    if gold.country and event.place.country:
        return gold.country == event.place.country
    return bool(words(gold.text) & (words(event.place.text) | words(event.place.name)))


def _source_agrees(claims: Iterable[GoldClaim], event: Event) -> bool:
    """Whether a source shares a telling word with one of the gold's."""
    given = [words(f"{claim.source.text} {claim.source.name or ''}") for claim in event.claims]
    return any(words(claim.text) & each for claim in claims for each in given)
