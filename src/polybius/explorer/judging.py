"""What a correction may say: its fields, checked against the codebook and the text."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from polybius.actors.sectors import SECTORS
from polybius.codebook import Codebook
from polybius.errors import InputError, UsageError
from polybius.explorer.asked import STANCES
from polybius.reading import iso_day
from polybius.record import Counts
from polybius.store.query import STATUSES
from polybius.world import World

_COUNTS = tuple(field.name for field in fields_of(Counts))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Days(_Strict):
    """The days an event covers, both included."""

    from_: str = Field(alias="from")
    to: str


class Party(_Strict):
    """An actor or recipient: its words, its country (ISO 3166-1 alpha-3) and sectors."""

    text: str = Field(min_length=1, max_length=500)
    country: str | None = None
    sectors: list[str] = Field(default_factory=list, max_length=10)


class Where(_Strict):
    """A place: its words and its country."""

    text: str = Field(min_length=1, max_length=500)
    country: str | None = None


class Says(_Strict):
    """A claim: who says it, and whether they assert, deny or question it."""

    text: str = Field(min_length=1, max_length=500)
    country: str | None = None
    stance: str = "asserts"


class Fields(_Strict):
    """The fields of an event as they ought to be; those left out stay as they are."""

    type: str | None = None
    modes: list[str] | None = None
    contexts: list[str] | None = None
    status: str | None = None
    historical: bool | None = None
    date: Days | None = None
    place: Where | None = None
    spans: list[tuple[int, int]] | None = Field(default=None, max_length=50)
    actors: list[Party] | None = Field(default=None, max_length=50)
    recipients: list[Party] | None = Field(default=None, max_length=50)
    claims: list[Says] | None = Field(default=None, max_length=50)
    counts: dict[str, int | None] | None = None


def checked(given: Fields, codebook: Codebook, length: int | None) -> dict[str, Any]:
    """The fields that were given, as JSON values. Raises UsageError where one cannot be:
    a type or country that there is not, a span outside a text of so many code points."""
    told = given.model_dump(exclude_unset=True, by_alias=True, mode="json")
    if "type" in told and told["type"] not in codebook.types:
        raise _no("type", told["type"], codebook.types)
    modes = (
        codebook.types[told["type"]].modes
        if "type" in told
        else {mode for info in codebook.types.values() for mode in info.modes}
    )
    for name, options in (("modes", modes), ("contexts", codebook.contexts)):
        for value in told.get(name) or ():
            if value not in options:
                raise _no(name, value, options)
    if "status" in told and told["status"] not in STATUSES:
        raise _no("status", told["status"], STATUSES)
    for name in told.get("counts") or ():
        if name not in _COUNTS:
            raise _no("counts", name, _COUNTS)
    _check_days(told.get("date"))
    _check_parties(told)
    for start, end in told.get("spans") or ():
        if not 0 <= start < end or (length is not None and end > length):
            raise UsageError(
                f"spans: {start}-{end} is not within the text; 0 to {length} would be right"
            )
    return told


def _check_days(date: dict[str, str] | None) -> None:
    if date is None:
        return
    try:
        first, last = iso_day(date["from"]), iso_day(date["to"])
    except InputError as error:
        raise UsageError(str(error).replace("published", "date", 1)) from None
    if len(first) != 10 or len(last) != 10 or first > last:
        raise UsageError(f"date: {first} to {last} are no days in order; ISO days would be right")


def _check_parties(told: dict[str, Any]) -> None:
    world = World.load()
    parties = [
        party for name in ("actors", "recipients", "claims") for party in told.get(name) or ()
    ]
    for party in [*parties, *([told["place"]] if told.get("place") else [])]:
        country = party.get("country")
        if country and world.by_code(country) is None:
            raise UsageError(f"no country {country!r}; an ISO 3166-1 alpha-3 code would be right")
        for sector in party.get("sectors", ()):
            if sector not in SECTORS:
                raise _no("sectors", sector, sorted(SECTORS))
        if party.get("stance", "asserts") not in STANCES:
            raise _no("stance", party["stance"], STANCES)


def _no(name: str, value: str, options: Any) -> UsageError:
    return UsageError(f"{name}: no {value!r}; one of {', '.join(options)} would be right")
