"""What the tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings
from spacy.language import Language

from polybius.coder import Coder
from polybius.parse import load_model

# How long an example takes, depends on the machine: no test fails by the clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def model() -> Language:
    """The language model, loaded once."""
    return load_model()


@pytest.fixture(scope="session")
def coder() -> Coder:
    """One coder with the shipped codebook, for the tests that code whole texts."""
    return Coder()
