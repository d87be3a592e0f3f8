"""Polybius in a spaCy pipeline: `nlp.add_pipe("polybius")` gives `doc._.events`.

The component reads the text of a `Doc` and assigns `doc._.events`, `doc._.record` and the
triggers as `doc.spans["events"]`. It parses by its own model, so that the events are those
of the command, whatever the pipeline's model is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from polybius.article import Article
from polybius.coder import Coder
from polybius.errors import UsageError
from polybius.record import Record

_ASSIGNED = {"events": (), "record": None, "published": None}


class EventComponent:
    """Codes the documents of a pipeline.

    `doc._.published`, an ISO date set beforehand, holds for relative dates, else the
    component's own `published`.
    """

    def __init__(self, coder: Coder, published: str | None) -> None:
        self._coder = coder
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """Code one document."""
        return _assign(doc, self._coder.code(self._article(doc)))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """Code many, in order; the coder makes batches of its own size."""
        docs, texts = tee(stream)
        records = self._coder.code_many(self._article(doc) for doc in texts)
        for doc, record in zip(docs, records, strict=True):
            yield _assign(doc, record)

    def _article(self, doc: Doc) -> Article:
        published = doc._.published or self._published
        return Article("doc", doc.text, published=published, language=doc.lang_ or None)


def _assign(doc: Doc, record: Record) -> Doc:
    doc._.record, doc._.events = record, record.events
    spans = [
        doc.char_span(event.trigger.start, event.trigger.end, event.type, alignment_mode="expand")
        for event in record.events
    ]
    doc.spans["events"] = [span for span in spans if span is not None]
    return doc


@Language.factory(
    "polybius",
    assigns=["doc._.events", "doc._.record", "doc.spans"],
    default_config={"codebook": None, "actors": [], "min_confidence": 0.5, "published": None},
)
def make_component(
    nlp: Language,
    name: str,
    codebook: str | None,
    actors: list[str],
    min_confidence: float,
    published: str | None,
) -> EventComponent:
    """The component, by its settings: those of `Coder`, and a date for all documents.

    Raises UsageError in a pipeline for another language than English.
    """
    if nlp.lang not in ("en", "xx"):
        raise UsageError(f"a pipeline for {nlp.lang!r}; only English is coded")
    for attribute, default in _ASSIGNED.items():
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, default=default)
    folder = Path(codebook) if codebook else None
    return EventComponent(Coder(folder, [Path(path) for path in actors], min_confidence), published)
