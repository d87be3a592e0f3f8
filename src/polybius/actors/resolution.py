"""The answer to who a phrase names."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.actors.sectors import joined
from polybius.record import Actor


@dataclass(frozen=True, slots=True)
class Resolution:
    """Name, country (ISO3 or None), sectors (the most telling first), and what gave them.

    `kind` is `person`, `group`, `organisation`, `state` or `unknown`. Each line of
    `evidence` names a row or a rule. `known` says that a person or body of the tables,
    or a state, was found, not only a role word; `actor` is False where nothing in the
    phrase can act.
    """

    name: str | None
    country: str | None
    sectors: tuple[str, ...]
    kind: str
    wikidata: str | None
    evidence: tuple[str, ...]
    known: bool = False
    actor: bool = True

    def at(self, start: int, end: int, text: str) -> Actor:
        """The actor that stands at these offsets of the text."""
        return Actor(
            start,
            end,
            text[start:end],
            self.name,
            self.country,
            self.sectors,
            self.kind,
            self.wikidata,
            evidence=self.evidence,
        )

    def with_beside(self, beside: Resolution) -> Resolution:
        """One answer with its apposition: what the better known leaves open, the other fills."""
        main, other = (self, beside) if self.known or not beside.known else (beside, self)
        if not main.actor:
            return other
        country = main.country
        if country is None and "IGO" not in main.sectors:
            country = other.country
        return Resolution(
            main.name or other.name,
            country,
            main.sectors or other.sectors,
            main.kind if main.kind != "unknown" else other.kind,
            main.wikidata or other.wikidata,
            joined(main.evidence, other.evidence),
            main.known or other.known,
        )


NOBODY = Resolution(None, None, (), "unknown", None, (), actor=False)
