"""Which way a clause looks: was it, will it be, or neither.

Reads the parse above a word (its governing verb with the auxiliaries) and a short table of
words that point ahead; gives a direction, by which "on Friday" is the last or the coming one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from polybius.errors import CodebookError
from polybius.times.tables import rows
from polybius.tokens import Token

Direction = Literal["past", "present", "future"]

_MODALS = frozenset("will shall 'll ’ll wo would could may might can should must ought".split())
_HAVE = frozenset("have has 've ’ve having".split())
_VERBAL = frozenset(("VERB", "AUX"))
_MODIFIERS = frozenset(("compound", "nmod", "poss", "amod"))
_KINDS = ("ahead", "scheduled", "tells", "manages")


class Tenses:
    """The table of telling words, and `direction` of a clause."""

    def __init__(self) -> None:
        self._words: dict[str, set[str]] = {kind: set() for kind in _KINDS}
        for place, (lemma, kind) in rows("tense.tsv", 2):
            if kind not in self._words:
                raise CodebookError(f"{place}: unknown kind '{kind}'; known: {', '.join(_KINDS)}")
            self._words[kind].add(lemma)
        self._words["ahead"] |= self._words["scheduled"]

    def direction(self, token: Token, headline: bool) -> Direction | None:
        """The direction of the clause that `token` stands in; None where no verb tells.

        A headline's present tense is about what has happened, its infinitive about
        what will.
        """
        planned = nominal = False
        below = token
        for word in _upwards(token):
            planned = planned or word.lower_ == "for"
            if self._points_ahead(word, below):
                return "future"
            below = word
            if word.pos_ in _VERBAL and word.dep_ not in ("aux", "auxpass"):
                if planned and word.lemma_ in self._words["ahead"]:
                    return "future"
                found = self._of_verb(word)
                if found == "present" and headline:
                    return "past"
                if found == "present" and nominal:
                    # "Friday's vote follows ...": the noun's time is not the verb's.
                    return None
                if found is not None:
                    return found
            nominal = nominal or (word != token and word.pos_ in ("NOUN", "PROPN"))
        return None

    def hangs(self, tokens: Sequence[Token]) -> Literal["modifier", "phrase"] | None:
        """How the words date a noun, so that tense tells less; None where they do not.

        "The June accord" has a modifier, "the accord in June" a phrase.
        """
        below = tokens[-1]
        for word in _upwards(tokens[-1]):
            if word not in tokens and word.pos_ != "ADP":
                if word.pos_ not in ("NOUN", "PROPN"):
                    return None
                return "modifier" if below.dep_ in _MODIFIERS else "phrase"
            below = word
        return None

    def tells(self, token: Token) -> bool:
        """Whether the clause only dates a report ("he said Friday that ...")."""
        verb = next((word for word in _upwards(token) if word.pos_ in _VERBAL), None)
        return verb is not None and verb.lemma_ in self._words["tells"]

    def _points_ahead(self, word: Token, below: Token) -> bool:
        """ "A deadline of Friday", "due Friday"; but "the Friday deadline" may be past."""
        if word.pos_ in _VERBAL or word.lemma_.lower() not in self._words["ahead"]:
            return False
        return below.dep_ not in _MODIFIERS

    def _of_verb(self, verb: Token) -> Direction | None:
        aux = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        forms = {child.lower_ for child in aux}
        if forms & _MODALS:
            return "past" if forms & _HAVE else "future"
        if "'d" in forms or "’d" in forms:
            return "future" if verb.tag_ == "VB" else "past"
        match verb.tag_:
            case "VBD":
                return "past"
            case "VBN":
                return self._of_participle(verb, aux)
            case "VBG":
                return _tense_of(aux) if aux else None
            case "VB":
                return self._of_bare(verb, forms, aux)
            case _:
                return "past" if verb.lemma_ in self._words["tells"] else "present"

    def _of_participle(self, verb: Token, aux: Iterable[Token]) -> Direction | None:
        forms = {child.lower_ for child in aux}
        if verb.lemma_ in self._words["scheduled"] and not forms & _HAVE:
            return "future"
        if forms & _HAVE or forms & {"had", "was", "were"}:
            return "past"
        if "to" in forms:
            return "future"
        if forms and forms <= {"be", "being", "getting", "get"}:
            return None
        return "present" if forms & {"is", "are", "being", "'s", "’s"} else "past"

    def _of_bare(self, verb: Token, forms: set[str], aux: Iterable[Token]) -> Direction | None:
        if "to" not in forms:
            return _tense_of(aux) if aux else "present"
        head = verb.head
        if head == verb or head.lemma_ in self._words["ahead"]:
            return "future"
        if head.lemma_ in self._words["manages"]:
            return None
        return "future" if head.lemma_ == "be" or head.pos_ not in _VERBAL else None


def _upwards(token: Token) -> Iterable[Token]:
    """The token and its heads up to the root."""
    yield token
    while token.head != token:
        token = token.head
        yield token


def _tense_of(aux: Iterable[Token]) -> Direction | None:
    for child in aux:
        if child.lower_ in ("did", "was", "were", "had") or child.lower_ in _HAVE:
            return "past"
        if child.lower_ in ("is", "are", "am", "'s", "'re", "’s", "’re"):
            return "future"
        if child.lower_ in ("do", "does"):
            return "present"
    return None
