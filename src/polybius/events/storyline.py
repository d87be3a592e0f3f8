"""What an article's line of action passes on from sentence to sentence: days without a word.

The line is told in the simple past, in main clauses, from a day that the text names. An act
goes on with it where its doer is that of the act before ("The court also ordered ..."), where
a deed answers the deed of the sentence before ("Police used tear gas"), or where the text counts
from it ("hours later", "the move came a day after"). Other undated acts keep no date: reactions
may be of any day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from polybius.events.clauses import in_main_clause, is_past
from polybius.events.draft import Draft
from polybius.events.join import same_actor
from polybius.events.when import days_before, moved
from polybius.parse import Parse
from polybius.record import EventDate
from polybius.tokens import Token

# The deeds of a line of action, as against what is said of it.
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST"})
# Those that meet at one spot; arrests follow elsewhere.
_CLASHES = frozenset({"ASSAULT", "PROTEST"})
_SAME_DOER = 3  # sentences
_RECENT = 10  # days before publication
_SIGNS = {"after": -1, "before": 1}


@dataclass(frozen=True, eq=False, slots=True)
class _Step:
    """A dated act of the line, and where the text stands at it; without a draft, a main clause
    that tells of no act of world politics."""

    sentence: int
    position: int
    draft: Draft | None
    date: EventDate


def settle_dates(
    drafts: Sequence[Draft],
    parse: Parse,
    published: str | None,
    day_of: Callable[[Token], EventDate | None],
) -> list[Draft]:
    """Joined drafts, in order of the text, with the days that the line of action gives them.

    `day_of` gives the days that a verb's own clause tells (`DateFinder.day_of`).
    """
    settled = list(drafts)
    line = _line(drafts, parse, published) + _clauses(parse, published, day_of)
    for at, draft in enumerate(drafts):
        if draft.date is not None or draft.status != "actual" or draft.background:
            continue
        if draft.sentence.kind == "headline":
            found = _of_headline(draft, line, parse, published)
        else:
            found = _of_line(draft, line)
            if found is not None:
                line.append(_Step(draft.sentence.index, draft.position, draft, found))
        settled[at] = replace(draft, date=found) if found is not None else draft
    return settled


def _line(drafts: Sequence[Draft], parse: Parse, published: str | None) -> list[_Step]:
    """The acts of a named day not long before publication, told in the text's main clauses."""
    steps = []
    for draft in drafts:
        day = draft.date
        if draft.status != "actual" or draft.historical or not _is_of_now(day, published):
            continue
        if day is not None and in_main_clause(_verb(draft)):
            steps.append(_Step(_told_in(draft, parse), draft.position, draft, day))
    return steps


def _clauses(
    parse: Parse, published: str | None, day_of: Callable[[Token], EventDate | None]
) -> list[_Step]:
    """The sentences whose main clause tells, in the simple past, of a named day."""
    steps = []
    for sentence in parse.sentences:
        root = sentence.tokens.root
        told = next((c for c in root.children if c.dep_ == "ccomp" and c.i < root.i), root)
        day = day_of(told)
        if sentence.kind != "body" or not is_past(told) or not _is_of_now(day, published):
            continue
        if day is not None:
            # Before any draft of the sentence, which says more.
            steps.append(_Step(sentence.index, sentence.start - 1, None, day))
    return steps


def _is_of_now(day: EventDate | None, published: str | None) -> bool:
    """Whether days are one day, not long before publication."""
    if day is None or day.from_ != day.to:
        return False
    return not published or day.to >= days_before(published, _RECENT)


def settle_places(drafts: Sequence[Draft]) -> list[Draft]:
    """Joined drafts, in order of the text, with the places that the line of action gives them:
    violence that answers that of the sentence before, on the same day as far as is known, is
    done where that was.
    """
    settled: list[Draft] = []
    for draft in drafts:
        before = settled[-1] if settled else None
        if draft.place is None and before is not None and _is_there(draft, before):
            draft = replace(draft, place=before.place)
        settled.append(draft)
    return settled


def _is_there(draft: Draft, before: Draft) -> bool:
    """Whether a deed goes on at the place of the one told just before it."""
    if not {draft.type, before.type} <= _CLASHES or draft.sentence.kind != "body":
        return False
    last = max([before.sentence.index, *(m.sentence for m in before.mentions)])
    near = draft.sentence.index - last == 1
    done = draft.status == before.status == "actual"
    if draft.background or draft.historical != before.historical or not (near and done):
        return False
    days = {(d.date.from_, d.date.to) for d in (draft, before) if d.date is not None}
    return len(days) < 2 and in_main_clause(_verb(draft))


def _told_in(draft: Draft, parse: Parse) -> int:
    """The index of the sentence whose words date an act."""
    assert draft.date is not None
    start = draft.date.start
    if start is not None and draft.date.basis != "inherited":
        for sentence in parse.sentences:
            if sentence.start <= start < sentence.end:
                return sentence.index
    return draft.sentence.index


def _of_line(draft: Draft, line: Sequence[_Step]) -> EventDate | None:
    here = draft.sentence.index
    place = (here, draft.position)
    before = [step for step in line if (step.sentence, step.position) < place]
    if not before:
        return None
    last = max(before, key=lambda step: (step.sentence, step.position))
    verb = _verb(draft)
    if 0 < here - last.sentence <= 2:
        counted = _counted(verb, last.date)
        if counted is not None:
            return counted
    if not (is_past(verb) and in_main_clause(verb)):
        return None
    own = [step for step in before if _goes_on(draft, step)]
    if own:
        return replace(own[-1].date, basis="inherited")
    deeds = {draft.type} if last.draft is None else {draft.type, last.draft.type}
    answers = deeds <= _DEEDS and here - last.sentence == 1
    return replace(last.date, basis="inherited") if answers else None


def _goes_on(draft: Draft, step: _Step) -> bool:
    """Whether a doer is still at what he did: in a series, soon after, or by the same kind of
    act."""
    if step.draft is None:
        return False
    verb = _verb(draft)
    if verb.dep_ == "conj" and verb.head == _verb(step.draft):
        return True
    near = draft.sentence.index - step.sentence <= _SAME_DOER
    return _same_doer(draft, step.draft) and (near or draft.type == step.draft.type)


def _counted(verb: Token, from_: EventDate) -> EventDate | None:
    """Hours later; "the move came a day after", whose own clause has no day."""
    later = next((c for c in verb.children if c.lower_ == "later"), None)
    below = (*verb.children, *(later.children if later is not None else ()))
    measure = next((c for c in below if c.dep_ == "npadvmod"), None)
    if measure is None:
        return None
    if later is not None:
        return moved(from_, measure, 1)
    sign = next((_SIGNS[c.lower_] for c in verb.children if c.lower_ in _SIGNS), None)
    return moved(from_, measure, sign) if verb.dep_ == "advcl" and sign is not None else None


def _of_headline(
    draft: Draft, line: Sequence[_Step], parse: Parse, published: str | None
) -> EventDate | None:
    """What the headline's main verb tells is of the day of the lead; else of the publication."""
    verb = _verb(draft)
    if verb.dep_ not in {"ROOT", "conj"}:
        return None
    lead = next((s.index for s in parse.sentences if s.kind == "body"), None)
    alike = [
        step
        for step in line
        if step.draft and step.draft.type == draft.type and _same_doer(step.draft, draft)
    ]
    for step in sorted(alike, key=lambda step: step.sentence):
        return replace(step.date, basis="inherited")
    for step in line:
        if step.sentence == lead:
            return replace(step.date, basis="inherited")
    if published and len(published) == 10 and not line:
        return EventDate(published, published, None, None, None, "published")
    return None


def _same_doer(one: Draft, other: Draft) -> bool:
    return any(same_actor(a, b) for a in one.actors for b in other.actors)


def _verb(draft: Draft) -> Token:
    """The verb by which an act is told: its own, or that of the clause its noun stands in."""
    for token in draft.scope:
        if token.pos_ in {"VERB", "AUX"}:
            return token
    at = draft.token
    if at.dep_ in {"dobj", "nsubj", "nsubjpass"}:
        return at.head
    return at
