"""PLOVER's contexts of an event, from the words around it."""

from __future__ import annotations

from collections import defaultdict

from polybius.codebook import Codebook
from polybius.events.draft import Draft


class ContextFinder:
    """Looks up the context words of the codebook; built once."""

    def __init__(self, codebook: Codebook) -> None:
        self._single: dict[str, list[str]] = defaultdict(list)
        self._double: dict[tuple[str, str], list[str]] = defaultdict(list)
        for context, words in codebook.contexts.items():
            for word in words:
                parts = word.lower().replace("-", " ").split()
                if len(parts) == 1:
                    self._single[parts[0]].append(context)
                else:
                    self._double[parts[0], parts[1]].append(context)
        self._firsts = {*self._single, *(first for first, _ in self._double)}

    def of(self, draft: Draft) -> tuple[str, ...]:
        """The contexts that the words of the event's clause and phrases evoke, in order."""
        found: dict[str, None] = {}
        near = {t.lemma_.lower() for s in draft.scope for t in s.subtree}
        if near.isdisjoint(self._firsts):
            return ()
        lemmas = [t.lemma_.lower() for t in draft.sentence.tokens if t.text != "-"]
        for at, lemma in enumerate(lemmas):
            if lemma not in near:
                continue
            for context in self._single.get(lemma, ()):
                found.setdefault(context)
            if at + 1 < len(lemmas):
                for context in self._double.get((lemma, lemmas[at + 1]), ()):
                    found.setdefault(context)
        return tuple(found)
