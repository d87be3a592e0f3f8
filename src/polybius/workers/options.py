"""What a coder is built from, here or in another process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polybius.coder import Coder


@dataclass(frozen=True, slots=True)
class CoderOptions:
    """The arguments of `Coder`."""

    codebook: Path | None = None
    actors: tuple[Path, ...] = ()
    min_confidence: float = 0.5
    model: Path | None = None

    def build(self) -> Coder:
        """The coder. Raises CodebookError as it does."""
        from polybius.coder import Coder

        return Coder(
            codebook=self.codebook,
            actors=self.actors,
            min_confidence=self.min_confidence,
            model=self.model,
        )
