"""How varied labelled examples are: a thousand sentences of one build teach what one does.

The skeleton of an example is the word that tells of its act, how that word is built into the
sentence, and what kinds of actors take part; names, numbers and all else fall away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from polybius.events.grammar import lemma_of
from polybius.events.predicates import predicate_of
from polybius.events.reader import Findings
from polybius.learn.labelled import Labelled, Mark
from polybius.parse import Sentence
from polybius.tokens import Token

Extent: TypeAlias = tuple[int, int]
# Words up to which a sentence is of a length.
LENGTHS = {"up to 8 words": 8, "9 to 16": 16, "17 to 28": 28, "29 and more": 10_000}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What is left of an example without its names: the lemma of its word, the construction,
    the kinds of its actors and of its recipients."""

    lemma: str
    construction: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variety:
    """Counts of examples by skeleton, type, length and construction."""

    skeletons: Counter[Skeleton]
    types: Counter[str]
    lengths: Counter[str]
    constructions: Counter[str]

    def lines(self) -> Iterator[str]:
        """Shares, for reading; and the commonest skeletons."""
        total = self.types.total()
        yield f"{total} labels, {len(self.skeletons)} skeletons"
        for title, counts in (
            ("type", self.types),
            ("length", self.lengths),
            ("construction", self.constructions),
        ):
            yield f"\n{title}"
            for name, count in counts.most_common():
                yield f"  {name:<24}{count:>6}{count / total:>8.1%}"
        yield "\ncommonest skeletons"
        for skeleton, count in self.skeletons.most_common(5):
            who = " + ".join(skeleton.actors) or "nobody"
            whom = " + ".join(skeleton.recipients) or "nobody"
            yield f"  {count}  {skeleton.lemma}, {skeleton.construction}: {who} to {whom}"


def variety(read: Iterable[tuple[Labelled, Findings]]) -> Variety:
    """The counts over texts and their findings; labels whose word is in no sentence left out."""
    found = Variety(Counter(), Counter(), Counter(), Counter())
    for text, findings in read:
        for mark in text.marks:
            sentence = _sentence(findings, mark)
            if sentence is None or mark.type is None:
                continue
            head = _head(sentence, (mark.start, mark.end))
            if head is None:
                continue
            skeleton = skeleton_of(findings, sentence, head, mark)
            found.skeletons[skeleton] += 1
            found.types[mark.type] += 1
            found.constructions[skeleton.construction] += 1
            words = sum(token.is_alpha for token in sentence.tokens)
            found.lengths[next(name for name, most in LENGTHS.items() if words <= most)] += 1
    return found


def skeleton_of(findings: Findings, sentence: Sentence, head: Token, mark: Mark) -> Skeleton:
    """The skeleton of a label whose topmost word is `head`."""
    return Skeleton(
        lemma_of(head),
        construction_of(head),
        tuple(sorted(_kind(findings, sentence, span) for span in mark.actors)),
        tuple(sorted(_kind(findings, sentence, span) for span in mark.recipients)),
    )


def construction_of(head: Token) -> str:
    """How a word that tells of an act is built into its sentence, in a grammarian's words."""
    if head.pos_ in {"NOUN", "PROPN"}:
        return "noun in a phrase" if head.dep_ in {"pobj", "compound", "poss"} else "noun"
    if head.pos_ not in {"VERB", "AUX"}:
        return "adjective or other"
    predicate = predicate_of(head)
    voice = "passive" if predicate is not None and predicate.passive else "active"
    place = {
        "ROOT": "main clause", "conj": "second verb", "relcl": "relative clause",
        "acl": "participle", "advcl": "adverbial clause", "xcomp": "infinitive",
        "ccomp": "reported clause", "amod": "participle", "pcomp": "gerund",
    }.get(head.dep_, "other clause")  # fmt: skip
    return f"{place}, {voice}"


def _sentence(findings: Findings, mark: Mark) -> Sentence | None:
    sentences = findings.parse.sentences
    return next((s for s in sentences if s.start <= mark.start < s.end), None)


def _head(sentence: Sentence, span: Extent) -> Token | None:
    """The topmost word of a stretch; its first verb where it has one."""
    start, end = span
    inside = [t for t in sentence.tokens if start <= sentence.start_of(t) < end]
    verbs = [t for t in inside if t.pos_ == "VERB"]
    within = {t.i for t in inside}
    tops = (t for t in verbs or inside if t.head.i not in within or t.head == t)
    return next(tops, next(iter(verbs or inside), None))


def _kind(findings: Findings, sentence: Sentence, span: Extent) -> str:
    """Who a stretch names: the actor's kind and first sector, else its head word."""
    head = _head(sentence, span)
    if head is None:
        return "?"
    actors = findings.cast.actors(sentence, head)
    if not actors:
        return lemma_of(head)
    return " ".join((actors[0].kind, *actors[0].sectors[:1]))
