"""The model's networks at less cost, with the same output for a text whatever stands beside it.

What a network makes of a word before it looks at the words around is kept for the word's next
time. And matrices are multiplied so that a row's product does not hang on how many rows there
are: else a text could be read in one way among others and in another way alone, and processes
that share out the work would not agree to the last bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

# Words kept at most: some 12 MB for each network.
_MOST = 30_000
# Below so many rows numpy multiplies by other kernels, which round in another order.
_ROWS = 32

_Floats = NDArray[np.float32]


class SteadyOps(NumpyOps):  # type: ignore[misc]
    """Numpy's matrices: up to three times as fast as those that spaCy takes by itself, and
    rounded alike for few rows and for many."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(
        self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """The product of two matrices, as `Ops.gemm`."""
        rows = x.shape[0]
        if trans1 or not 0 < rows < _ROWS:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        filled = np.zeros((_ROWS, x.shape[1]), dtype=x.dtype)
        filled[:rows] = x
        product = super().gemm(filled, y, trans2=trans2)[:rows]
        if out is None:
            return product
        out[:] = product
        return out


class _Words:
    """What an embedding makes of words, each by its form, its norm and the space after it."""

    def __init__(self, embedding: Model[list[Doc], list[_Floats]]) -> None:
        self._embedding = embedding
        self._rows: dict[tuple[int, ...], int] = {}
        self._table: _Floats = np.zeros((0, 0), dtype=np.float32)

    def of(self, docs: list[Doc]) -> list[_Floats]:
        """A row for each word of each document."""
        keys = [list(map(tuple, doc.to_array([ORTH, NORM, SPACY]).tolist())) for doc in docs]
        if len(self._rows) > _MOST:
            self._rows.clear()
        new = dict.fromkeys(key for of_doc in keys for key in of_doc if key not in self._rows)
        if new:
            self._learn(list(new), docs[0])
        return [self._table[[self._rows[key] for key in of_doc]] for of_doc in keys]

    def _learn(self, keys: list[tuple[int, ...]], like: Doc) -> None:
        strings = like.vocab.strings
        doc = Doc(like.vocab, [strings[orth] for orth, _, _ in keys], [bool(s) for _, _, s in keys])
        for token, (_, norm, _) in zip(doc, keys, strict=True):
            if token.norm != norm:
                token.norm_ = strings[norm]
        (rows,) = self._embedding.predict([doc])
        known = len(self._rows)
        self._table = np.concatenate([self._table[:known], rows]) if known else rows
        self._rows.update((key, known + at) for at, key in enumerate(keys))


def quicken(model: Language) -> None:
    """Have all networks of a model use `SteadyOps`, and keep what they make of words."""
    ops = SteadyOps()
    for _, component in model.pipeline:
        network = getattr(component, "model", None)
        if network is None:
            continue
        for layer in list(network.walk()):
            layer.ops = ops
            if layer.layers and _embeds(layer.layers[0]):
                layer.layers[0] = _kept(layer.layers[0])


def _embeds(layer: Model[Any, Any]) -> bool:
    """Whether a layer turns documents into rows, each by its word alone."""
    return layer.name.startswith("extract_features>>") and layer.name.endswith("ragged2list")


def _kept(embedding: Model[list[Doc], list[_Floats]]) -> Model[list[Doc], list[_Floats]]:
    words = _Words(embedding)

    def forward(model: Any, docs: list[Doc], is_train: bool) -> tuple[list[_Floats], Any]:
        if is_train:
            return embedding(docs, is_train)
        return words.of(docs), None

    return Model("word_forms", forward, layers=[embedding])
