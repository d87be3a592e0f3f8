"""Phrases that name a source: "according to ...", "in the eyes of ...", "by one count"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polybius.speech import grammar
from polybius.speech.lexicon import Lexicon
from polybius.speech.report import Report
from polybius.tokens import Token

_SOME = frozenset("one some most many all several".split())


def find_phrases(token: Token, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Report]:
    """The attribution that begins with this token, if one does: the rest of its sentence."""
    for cue in lexicon.get("phrase", token.lower_):
        gap = cue.words.index("...")
        before, after = cue.words[:gap], cue.words[gap + 1 :]
        run = _run(token, before)
        noun = grammar.child(run[-1], "pobj") if run else None
        if noun is None:
            continue
        source: Token | None = noun
        words = run
        if after:
            source = grammar.child(noun, "poss") if noun.lower_ == after[0] else None
            if source is None and noun.lower_ == after[0] and before == ("by",):
                source = _counted_by(noun)
            words = (*run, noun)
        if source is None:
            continue
        own = set(range(token.i, noun.right_edge.i + 1))
        content = frozenset(word.i for word in tokens if word.i not in own)
        if content:
            said = tuple(grammar.phrase(source, {word.i for word in words}))
            yield Report(cue, token, words, source, content, "clause", source_words=said)
            return


def _run(first: Token, forms: Sequence[str]) -> tuple[Token, ...]:
    """The words from this one on, where they have these forms; the first has its own."""
    run = [first]
    for form in forms[1:]:
        if run[-1].i + 1 == len(first.doc):
            return ()
        run.append(run[-1].nbor())
        if run[-1].lower_ != form:
            return ()
    return tuple(run)


def _counted_by(noun: Token) -> Token | None:
    """Whose: "by one count", "by official estimates"."""
    for found in noun.children:
        if found.i < noun.i and (found.dep_ in ("amod", "compound") or found.lower_ in _SOME):
            return found
    return None
