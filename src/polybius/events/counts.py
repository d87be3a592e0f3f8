"""How many were killed, hurt, arrested, driven out or out on the streets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from polybius.events.acts import Act
from polybius.parse import Parse
from polybius.record import Count, Counts

_KINDS = {
    "kill": "killed", "die": "killed", "dead": "killed", "death": "killed", "slay": "killed",
    "massacre": "killed", "behead": "killed", "execute": "killed",
    "injure": "injured", "wound": "injured", "hurt": "injured", "injury": "injured",
    "arrest": "arrested", "detain": "arrested", "detention": "arrested", "jail": "arrested",
    "displace": "displaced", "flee": "displaced", "evict": "displaced", "uproot": "displaced",
    "protest": "crowd", "demonstrate": "crowd", "march": "crowd", "rally": "crowd",
    "gather": "crowd", "demonstration": "crowd", "demonstrator": "crowd", "protester": "crowd",
}  # fmt: skip
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "thousand": 1000, "million": 1000000,
}  # fmt: skip
# "dozens" is at least two dozen; the upper end is open.
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 3}
_OPEN = re.compile(
    r"\b(at least|more than|over|as many as|up to|nearly|almost|about|some)\s+$", re.I
)
_LOWER = frozenset({"at least", "more than", "over"})
_UPPER = frozenset({"as many as", "up to"})


def counts_of(act: Act, parse: Parse) -> tuple[Count, ...]:
    """The figures in the act's own clause and in verbs of harm under or beside it."""
    if act.type not in {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "AID", "RETREAT"}:
        return ()
    found: list[Count] = []
    for word in _harm_words(act):
        kind = _KINDS[word.lemma_.lower()]
        for noun in _counted(word):
            if (count := _count(noun, kind, act, parse)) is not None and count not in found:
                found.append(count)
    return tuple(found)


def _harm_words(act: Act) -> Iterator[Token]:
    seen: set[int] = set()
    for token in act.scope:
        near = [token, *token.conjuncts, *token.subtree, token.head]
        for word in near:
            if word.i not in seen and word.lemma_.lower() in _KINDS:
                seen.add(word.i)
                yield word


def _counted(word: Token) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ in {"dobj", "nsubjpass", "nsubj"}:
            yield child
            yield from child.conjuncts
        elif child.dep_ == "nummod":
            yield word
    if word.dep_ in {"amod", "acl"}:
        yield word.head
    if word.pos_ == "ADJ" and word.dep_ in {"oprd", "acomp"}:
        yield from (c for c in word.head.children if c.dep_ in {"dobj", "nsubj"})


def _count(noun: Token, kind: str, act: Act, parse: Parse) -> Count | None:
    number = next((c for c in noun.children if c.dep_ == "nummod"), None)
    if number is None and (noun.pos_ == "NUM" or noun.lower_ in _VAGUE):
        number = noun
    if number is None:
        return None
    value, open_ = _value(number)
    if value is None:
        return None
    sentence = act.sentence
    start, end = sentence.start_of(number), sentence.end_of(number)
    before = _OPEN.search(parse.text[max(sentence.start, start - 14) : start])
    low, high = value, None if open_ else value
    if before:
        words = before.group(1).lower()
        start -= len(before.group(0))
        if words in _LOWER:
            high = None
        elif words in _UPPER:
            low, high = 0, value
    return Count(kind, low, high, start, end, parse.text[start:end])  # type: ignore[arg-type]


def _value(number: Token) -> tuple[int | None, bool]:
    word = number.lower_
    if word in _VAGUE:
        return _VAGUE[word], True
    digits = word.replace(",", "")
    if digits.isdigit() and len(digits) < 9:
        value = int(digits)
    elif word in _WORDS:
        value = _WORDS[word]
        for child in number.children:
            if child.i < number.i and child.dep_ == "compound" and value >= 100:
                part = _value(child)[0]
                value *= part if part else 1
            elif child.i < number.i and child.dep_ == "compound":
                value += _value(child)[0] or 0
    else:
        return None, False
    return value, False


def summed(counts: Sequence[Count]) -> Counts:
    """One figure a kind: the highest lower bound that the mentions give."""
    best: dict[str, int] = {}
    for count in counts:
        best[count.kind] = max(best.get(count.kind, 0), count.low)
    return Counts(**best)
