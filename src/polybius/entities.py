"""Named entities by the model's own network, decoded by arrays: the same entities, sooner.

While no entity is open, the network's choice at a word hangs on that word alone: it is made
for all words of a batch at once, and only those inside longer entities are walked through
one by one. spaCy's own decoder goes through all moves at every word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc, Span

_FACTORY = "polybius_entities"
_RECOGNISER = "ner"
# The words that the network looks at: the present one, an open entity's first, the one before.
_LOOKS = 3

_Floats = NDArray[np.float32]


class Entities:
    """A component that does what a model's `ner` does to documents without entities.

    Raises ValueError for a network of another build than the one it knows.
    """

    def __init__(self, ner: Any) -> None:
        self.model = network = ner.model
        self._tok2vec = network.get_ref("tok2vec")
        self._lower = network.get_ref("lower")
        upper = network.get_ref("upper")
        if self._lower.get_dim("nF") != _LOOKS or ner.cfg["beam_width"] != 1:
            raise ValueError("a recogniser that looks at other words or along several ways")
        if network.attrs["unseen_classes"]:
            raise ValueError("a recogniser with labels that it was not trained on")
        self._weights: _Floats = upper.get_param("W")
        self._bias: _Floats = upper.get_param("b")
        self._moves = [_move(ner.moves.get_class_name(at)) for at in range(ner.moves.n_moves)]
        # What may be done where no entity is open.
        self._opens = np.array([kind == "O" or (kind in "BU" and label != "")
                                for kind, label in self._moves])  # fmt: skip
        self._begins = np.array([kind == "B" for kind, _ in self._moves])
        self._units = np.array([kind == "U" for kind, _ in self._moves])
        self._at = {move: at for at, move in enumerate(self._moves)}

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of one document."""
        return self._find([doc])[0]

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Find those of many, in order."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            yield from self._find(batch)

    def _find(self, docs: list[Doc]) -> list[Doc]:
        if not any(len(doc) for doc in docs):
            return docs
        vectors = self._tok2vec.predict(docs)
        looks: _Floats = self._lower.predict(vectors)  # one row for each word, the first for none
        none = looks[0]
        closed = self._scores((looks[1:, 0] + none[1]) + none[2])
        spaces, starts = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs]).T
        # Where the next word is of another sentence or document.
        ends = np.append(starts.astype(np.int64)[1:] == 1, True)
        ends[np.cumsum([len(doc) for doc in docs if len(doc)]) - 1] = True
        closed[:, ~self._opens] = -np.inf
        closed[np.ix_(spaces > 0, self._begins | self._units)] = -np.inf
        closed[np.ix_(ends, self._begins)] = -np.inf
        best = closed.argmax(axis=1)
        start = 0
        for doc in docs:
            end = start + len(doc)
            if end > start:
                self._annotate(doc, best[start:end], looks[start + 1 : end + 1], ends[start:end])
            start = end
        return docs

    def _scores(self, summed: _Floats) -> _Floats:
        hidden = (summed + self._lower.get_param("b").reshape(summed.shape[1:])).max(axis=-1)
        scores: _Floats = self._lower.ops.gemm(hidden, self._weights, trans2=True) + self._bias
        return scores

    def _annotate(
        self, doc: Doc, best: NDArray[np.intp], looks: _Floats, ends: NDArray[np.bool_]
    ) -> None:
        found: list[Span] = []
        free = 0
        for at in np.flatnonzero(best != self._at[("O", "")]).tolist():
            if at < free:
                continue
            kind, label = self._moves[best[at]]
            free = at + 1 if kind == "U" else self._end(at, label, looks, ends)
            found.append(Span(doc, at, free, label=label))
        doc.set_ents(found, default="outside")

    def _end(self, first: int, label: str, looks: _Floats, ends: NDArray[np.bool_]) -> int:
        """Behind the last word of an entity that has begun."""
        inside, last = self._at[("I", label)], self._at[("L", label)]
        at = first + 1
        while not ends[at]:
            scores = self._scores(((looks[at, 0] + looks[first, 1]) + looks[at - 1, 2])[None])[0]
            if scores[last] > scores[inside]:
                break
            at += 1
        return at + 1


def _move(name: str) -> tuple[str, str]:
    kind, _, label = name.partition("-")
    return kind, label


@Language.factory(_FACTORY)
def make_entities(nlp: Language, name: str) -> Entities:
    """The recogniser of a model, as a component of its own."""
    return Entities(nlp.get_pipe(_RECOGNISER))


def use_entities(model: Language) -> None:
    """Put `Entities` in the place of a model's recogniser; where its network is of another
    build, that stays."""
    try:
        model.add_pipe(_FACTORY, after=_RECOGNISER)
    except ValueError:
        return
    model.remove_pipe(_RECOGNISER)
