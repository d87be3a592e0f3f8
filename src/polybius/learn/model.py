"""A softmax over the types of an act, linear in its descriptions and in two word vectors.

Small on purpose: a few thousand descriptions, looked up and added, so that it costs next to
nothing beside the parse. Weights are kept in half precision, which makes training
reproducible to the byte on machines that round differently in the last places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polybius.errors import CodebookError
from polybius.events.confidence import RULES_ALONE, Weights

Floats = NDArray[np.float32]
VERSION = 2


class Scorer:
    """Gives each type (the last is NONE) the probability that an act is of it.

    `vocabulary` maps a description to its row of `weights` (descriptions x types); `dense`
    (dimensions x types) weighs the vectors of the trigger and of its object. `trust` says how
    much what it thinks counts for an event's confidence.
    """

    def __init__(
        self,
        types: Sequence[str],
        vocabulary: dict[str, int],
        weights: Floats,
        dense: Floats,
        trust: Weights = RULES_ALONE,
    ) -> None:
        self.types = tuple(types)
        self.vocabulary = vocabulary
        self.weights = weights
        self.dense = dense
        self.trust = trust

    def knows(self, lemma: str) -> bool:
        """Whether a verb was among what it was trained on."""
        return f"lemma={lemma}" in self.vocabulary

    def probabilities(self, features: Sequence[str], vector: Floats) -> Floats:
        """The probability of each type, in the order of `types`; they add up to one."""
        rows = [self.vocabulary[f] for f in features if f in self.vocabulary]
        logits = self.weights[rows].sum(axis=0) + vector @ self.dense
        logits -= logits.max()
        powers = np.exp(logits)
        total: Floats = powers / powers.sum()
        return total

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        names = "\n".join(sorted(self.vocabulary, key=self.vocabulary.__getitem__))
        arrays = {
            "version": np.array(VERSION),
            "types": np.array("\n".join(self.types)),
            "names": np.frombuffer(names.encode(), dtype=np.uint8),
            "weights": self.weights.astype(np.float16),
            "dense": self.dense.astype(np.float16),
            "trust": np.array(astuple(self.trust), np.float64),
        }
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path | None = None) -> Scorer:
        """The shipped model, or that of a file.

        Raises CodebookError where the file is none of ours or of another version.
        """
        path = path or shipped()
        try:
            with np.load(path, allow_pickle=False) as data:
                if int(data["version"]) != VERSION:
                    raise CodebookError(
                        f"{path.name}: model of version {int(data['version'])}, this program"
                        f" reads version {VERSION}; train it again with `polybius train`"
                    )
                names = data["names"].tobytes().decode().split("\n")
                return cls(
                    str(data["types"]).split("\n"),
                    {name: at for at, name in enumerate(names)},
                    data["weights"].astype(np.float32),
                    data["dense"].astype(np.float32),
                    Weights(*data["trust"].tolist()),
                )
        except (OSError, ValueError, KeyError) as error:
            raise CodebookError(f"{path}: not a model of polybius: {error}") from error


def shipped() -> Path:
    """The file of the model that comes with the package."""
    return Path(str(resources.files("polybius.learn") / "model.npz"))
