"""What the tests share."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polybius.parse import load_model


@pytest.fixture(scope="session")
def model() -> Language:
    """The language model, loaded once."""
    return load_model()
