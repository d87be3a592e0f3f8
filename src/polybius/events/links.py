"""Connections between events that the text states: because, after, despite, in response to."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from polybius.events.clauses import ancestors
from polybius.events.draft import Draft
from polybius.parse import Parse
from polybius.record import Span

_RELATIONS = {
    "because": "because", "since": "because", "as": "because", "over": "because",
    "for": "because", "after": "after", "following": "after", "despite": "despite",
    "although": "despite", "though": "despite", "before": "before",
}  # fmt: skip
_RESPONSE = frozenset({"response", "retaliation", "reaction", "reprisal", "answer", "revenge"})
_CAUSE = frozenset({"over", "for"})
_CAUSED_TYPES = frozenset(
    {"SANCTION", "REJECT", "ACCUSE", "PROTEST", "COERCE", "THREATEN", "ASSAULT", "CONCEDE"}
)


def links_between(
    drafts: Sequence[Draft], parse: Parse
) -> dict[int, tuple[tuple[str, int, Span], ...]]:
    """For each draft's index the links it has: relation, the other's index, the words."""
    at: dict[tuple[int, int], int] = {}
    for number, draft in enumerate(drafts):
        for key in (_key(draft.token), *draft.tokens):
            at.setdefault(key, number)
    found: dict[int, list[tuple[str, int, Span]]] = {}
    for number, draft in enumerate(drafts):
        for word in draft.scope:
            for child in word.children:
                for relation, cue, target in _stated(child, draft):
                    other = _event_under(target, at)
                    if other is not None and other != number:
                        span = parse.span(draft.sentence, cue, cue)
                        found.setdefault(number, []).append((relation, other, span))
    return {number: tuple(dict.fromkeys(links)) for number, links in found.items()}


def _key(token: Token) -> tuple[int, int]:
    return (id(token.doc), token.i)


def _stated(child: Token, draft: Draft) -> list[tuple[str, Token, Token]]:
    if child.dep_ == "advcl":
        for mark in child.children:
            if mark.dep_ in {"mark", "advmod", "prep"} and mark.lower_ in _RELATIONS:
                if mark.lower_ in _CAUSE | {"as", "since"} and draft.type not in _CAUSED_TYPES:
                    continue
                return [(_RELATIONS[mark.lower_], mark, child)]
    elif child.dep_ == "prep":
        targets = [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
        if child.lower_ in _RELATIONS and child.lower_ not in {"as", "since"}:
            if child.lower_ in _CAUSE and draft.type not in _CAUSED_TYPES:
                return []
            return [(_RELATIONS[child.lower_], child, t) for t in targets]
        if child.lower_ in {"in", "as"}:
            for noun in targets:
                if noun.lower_ in _RESPONSE:
                    return [
                        ("in response to", noun, t)
                        for prep in noun.children
                        if prep.lower_ in {"to", "for"}
                        for t in prep.children
                        if t.dep_ == "pobj"
                    ]
    return []


def _event_under(target: Token, at: dict[tuple[int, int], int]) -> int | None:
    """The event whose trigger is the word itself or the first below it."""
    for token in [target, *sorted(target.subtree, key=lambda t: len(ancestors(t)))]:
        if _key(token) in at:
            return at[_key(token)]
    return None
