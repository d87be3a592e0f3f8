"""The language model's table of parts of speech, looked up instead of matched.

spaCy's attribute ruler gives each word its part of speech, morphology and some lemmas by 179
patterns over tag, lower-case form and dependency, for which it runs a general matcher. What
a word gets depends on so few values that it can be remembered: this does the same in a
fraction of the time, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    IS_SPACE,
    LEMMA,
    LOWER,
    MORPH,
    POS,
    TAG,
)
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

_RULER = "attribute_ruler"
_FACTORY = "polybius_tag_rules"
_READ = {"TAG": TAG, "LOWER": LOWER, "DEP": DEP, "IS_SPACE": IS_SPACE}
_WRITTEN = (POS, MORPH, LEMMA)
# What is remembered is forgotten when it has grown to so many entries.
_MOST = 100_000

# A word's values of what is read, in that order: numbers of strings, and 0 or 1.
_Key: TypeAlias = tuple[int, ...]
# What a rule sets: attributes and values.
_Values: TypeAlias = dict[int, int]
_Numbered: TypeAlias = tuple[int, _Values]
_Pattern: TypeAlias = Sequence[Mapping[str, Any]]


class TagRules:
    """Does what an attribute ruler with the same `patterns` and `attrs` does.

    Raises ValueError where they ask for more than those of the models known do.
    """

    def __init__(
        self, vocab: Vocab, patterns: Sequence[Mapping[str, Any]], attrs: Sequence[_Values]
    ) -> None:
        self._strings = vocab.strings
        self._single: list[tuple[int, _Pattern, _Values]] = []
        self._double: list[tuple[int, _Pattern, _Values, int]] = []
        for number, (entry, values) in enumerate(zip(patterns, attrs, strict=True)):
            for pattern in entry["patterns"]:
                _check(pattern, values)
                if len(pattern) == 1:
                    self._single.append((number, pattern, values))
                else:
                    self._double.append((number, pattern, values, entry["index"]))
        self._known: dict[_Key, tuple[_Values, tuple[int, ...]]] = {}
        found = [*(rule[1] for rule in self._single), *(rule[1] for rule in self._double)]
        tests = [test for pattern in found for test in pattern]
        wanted: list[Any] = [test["LOWER"] for test in tests if "LOWER" in test]
        self._named = frozenset(word for test in wanted for word in _named(test))
        self._forms = [
            re.compile(w["REGEX"]) for w in wanted if isinstance(w, dict) and "REGEX" in w
        ]
        if any(form.search("") for form in self._forms):
            raise ValueError("a rule for words that match nothing in particular")
        self._words: dict[int, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set what the rules say of each word; later rules go before earlier ones."""
        table = doc.to_array(list(_READ.values())).tolist()
        words = self._words
        keys = [
            (tag, words[lower] if lower in words else self._word(lower), dep, space)
            for tag, lower, dep, space in table
        ]
        rows: list[_Values] = []
        pairs: dict[int, list[_Numbered]] = {}
        before: tuple[int, ...] = ()
        for at, key in enumerate(keys):
            values, opens = self._known.get(key) or self._learn(key)
            rows.append(values)
            for rule in before:
                number, pattern, sets, index = self._double[rule]
                if self._fits(pattern[1], key):
                    pairs.setdefault(at - 1 + index, []).append((number, sets))
            before = opens
        for at, others in pairs.items():
            rows[at] = _merged([*self._of_one(keys[at]), *others])
        return self._write(doc, rows)

    def _word(self, lower: int) -> int:
        """A word as the rules tell it apart: none for all that no rule names."""
        if len(self._words) >= _MOST:
            self._words.clear()
        word = self._strings[lower]
        told = word in self._named or any(form.search(word) for form in self._forms)
        self._words[lower] = lower if told else 0
        return self._words[lower]

    def _learn(self, key: _Key) -> tuple[_Values, tuple[int, ...]]:
        """What the rules of one word say of a word, and which rules of two words it opens."""
        if len(self._known) >= _MOST:
            self._known.clear()
        opens = (at for at, rule in enumerate(self._double) if self._fits(rule[1][0], key))
        self._known[key] = _merged(self._of_one(key)), tuple(opens)
        return self._known[key]

    def _of_one(self, key: _Key) -> list[_Numbered]:
        return [(number, sets) for number, (test,), sets in self._single if self._fits(test, key)]

    def _fits(self, test: Mapping[str, Any], key: _Key) -> bool:
        for (name, _), value in zip(_READ.items(), key, strict=True):
            wanted = test.get(name)
            if wanted is None:
                continue
            if isinstance(wanted, bool):
                if bool(value) != wanted:
                    return False
                continue
            text = self._strings[value]
            if isinstance(wanted, str):
                if text != wanted:
                    return False
            elif (
                ("IN" in wanted and text not in wanted["IN"])
                or ("NOT_IN" in wanted and text in wanted["NOT_IN"])
                or ("REGEX" in wanted and re.search(wanted["REGEX"], text) is None)
            ):
                return False
        return True

    @staticmethod
    def _write(doc: Doc, rows: Sequence[_Values]) -> Doc:
        found = [[row.get(attribute, 0) for attribute in _WRITTEN] for row in rows]
        if found:
            table: Any = np.array(found, dtype=np.uint64)
            doc.from_array(list(_WRITTEN), table)
        for token, row in zip(doc, rows, strict=True):
            # Only spaces: the model's rules set these of nothing else.
            if TAG in row:
                token.tag = row[TAG]
            if DEP in row:
                token.dep = row[DEP]
        return doc


@Language.factory(_FACTORY)
def make_tag_rules(nlp: Language, name: str) -> TagRules:
    """The rules of a model's attribute ruler, as a component of its own."""
    ruler: Any = nlp.get_pipe(_RULER)
    return TagRules(nlp.vocab, ruler.patterns, ruler.attrs)


def use_tag_rules(model: Language) -> None:
    """Put `TagRules` in the place of a model's attribute ruler; where that does what they
    cannot, it stays."""
    try:
        model.add_pipe(_FACTORY, after=_RULER)
    except ValueError:
        return
    model.remove_pipe(_RULER)


def _merged(rules: Sequence[_Numbered]) -> _Values:
    values: _Values = {}
    for _, sets in sorted(rules, key=lambda rule: rule[0]):
        values |= sets
    return values


def _named(test: Any) -> Sequence[str]:
    if isinstance(test, str):
        return (test,)
    return [*test.get("IN", ()), *test.get("NOT_IN", ())]


def _check(pattern: _Pattern, values: _Values) -> None:
    if len(pattern) > 2 or not set(values) <= {*_WRITTEN, TAG, DEP}:
        raise ValueError(f"a rule of {len(pattern)} words that sets {sorted(values)}")
    for test in pattern:
        if not set(test) <= set(_READ):
            raise ValueError(f"a rule that asks for {sorted(test)}")
        for wanted in test.values():
            if isinstance(wanted, dict) and not set(wanted) <= {"IN", "NOT_IN", "REGEX"}:
                raise ValueError(f"a rule with {sorted(wanted)}")
