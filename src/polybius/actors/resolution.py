"""The answer to who a phrase names."""

from __future__ import annotations

from dataclasses import dataclass


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


NOBODY = Resolution(None, None, (), "unknown", None, (), actor=False)
