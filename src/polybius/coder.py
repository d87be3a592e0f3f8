"""The coder: one object, built once, that turns articles into records.

Article -> page -> sentences and parse -> times, places, actors, speech -> acts -> events ->
record. Each stage is a module of its own; this one only calls them in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from polybius import codebook as codebooks
from polybius import collector
from polybius.actors import ActorBook, Cast
from polybius.article import Article
from polybius.events.explain import Reading, readings
from polybius.events.reader import EventReader, Findings
from polybius.learn import Scorer
from polybius.page import Page, read_page
from polybius.parse import Parse, load_model, parse, parse_many
from polybius.places import PlaceReader
from polybius.record import Event, Record
from polybius.speech import SpeechReader
from polybius.stopwatch import Stopwatch
from polybius.times import TimeReader

_BATCH = 32


class Coder:
    """Codes articles by a codebook and a knowledge base of actors.

    `codebook` is a folder that adds to or replaces the shipped codebook, `actors` further
    actor files; `min_confidence` keeps events of at least that confidence; `model` is a learned
    part that `polybius train` made, in place of the shipped one; `learned` set to False leaves
    the codebook's rules alone. Raises CodebookError where one of them has a mistake. `watch`
    counts the time of each stage.
    """

    def __init__(
        self,
        codebook: Path | None = None,
        actors: Sequence[Path] = (),
        min_confidence: float = 0.5,
        learned: bool = True,
        model: Path | None = None,
    ) -> None:
        with collector.paused():
            self._scorer = Scorer.load(model) if learned else None
            self.events = EventReader(codebooks.load(codebook), self._scorer)
            self._book = ActorBook.load(actors)
            self._times = TimeReader()
            self._places = PlaceReader()
            self._speech = SpeechReader()
            self._model = load_model()
        self._min_confidence = min_confidence
        self.watch = Stopwatch()

    def code(self, article: Article) -> Record:
        """The record of one article. Raises what a stage raises."""
        page, parsed = self._parse(article)
        return self._record(article, page, parsed)

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many articles, in order; one that cannot be coded gives a record
        whose `errors` say why."""
        for batch in _batches(articles):
            for article, ready in zip(batch, self._parsed(batch), strict=True):
                try:
                    page, parsed = ready or self._parse(article)
                    yield self._record(article, page, parsed)
                except Exception as error:  # one bad document costs only itself
                    yield failed(article, f"{type(error).__name__}: {error}")

    def _parsed(self, batch: Sequence[Article]) -> list[tuple[Page, Parse] | None]:
        """Pages and parses of a batch; None for each where the batch as a whole fails."""
        try:
            with self.watch.stage("page"):
                pages = [_page(article) for article in batch]
            texts = [(a.text, page) for a, page in zip(batch, pages, strict=True)]
            with self.watch.stage("parse"):
                return list(zip(pages, parse_many(self._model, texts), strict=True))
        except Exception:  # found again, and told apart, one by one
            return [None] * len(batch)

    def _parse(self, article: Article) -> tuple[Page, Parse]:
        with self.watch.stage("page"):
            page = _page(article)
        with self.watch.stage("parse"):
            return page, parse(self._model, article.text, page)

    def findings(self, article: Article) -> Findings:
        """What the stages before the events read out of an article."""
        page, parsed = self._parse(article)
        return self._findings(page, parsed)

    def findings_many(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """The findings of many articles, in order. Raises what a stage raises."""
        for batch in _batches(articles):
            for article, ready in zip(batch, self._parsed(batch), strict=True):
                yield self._findings(*(ready or self._parse(article)))

    def explain(self, article: Article) -> tuple[Reading, ...]:
        """Every word of an article that was taken for an act, what the rules and the learned
        part made of it, and which readings lost."""
        return tuple(readings(self.events, self._scorer, self.findings(article)))

    def _findings(self, page: Page, parsed: Parse) -> Findings:
        published, stage = page.published, self.watch.stage
        with stage("actors"):
            cast = Cast(parsed, self._book, published)
        with stage("times"):
            times = self._times.read(parsed, published)
        with stage("places"):
            places = self._places.read(parsed)
        with stage("speech"):
            attributions = self._speech.read(parsed, cast)
        return Findings(parsed, cast, times, places, attributions, published)

    def _record(self, article: Article, page: Page, parsed: Parse) -> Record:
        published = page.published
        warnings = []
        if published is None:
            warnings.append("no publication date: relative dates are left open")
        elif len(published) < 10:
            warnings.append(f"published is only known as {published}: relative dates are left open")
        if page.cut_sentences:
            times = "once" if page.cut_sentences == 1 else f"{page.cut_sentences} times"
            warnings.append(f"a sentence without an end: cut {times} for the parser")
        findings = self._findings(page, parsed)
        with self.watch.stage("events"):
            events = self.events.read(article.id, findings)
        return Record(
            id=article.id,
            title=article.title or page.title,
            published=published,
            publisher=article.publisher or page.publisher,
            authors=article.authors or page.authors,
            url=article.url,
            language=article.language,
            sentences=tuple((s.start, s.end) for s in parsed.sentences),
            events=kept(events, self._min_confidence),
            places=findings.places,
            times=findings.times,
            quotations=tuple(a.quotation for a in findings.attributions),
            warnings=tuple(warnings),
            dateline=page.dateline,
            text=article.text if article.extracted else None,
            extra=article.extra,
        )


def kept(events: Sequence[Event], least: float) -> tuple[Event, ...]:
    """The events of at least some confidence, without links to those left out."""
    sure = [event for event in events if event.confidence >= least]
    ids = {event.id for event in sure}
    return tuple(
        e
        if ids.issuperset(link.event for link in e.links)
        else replace(e, links=tuple(link for link in e.links if link.event in ids))
        for e in sure
    )


def failed(article: Article, reason: str) -> Record:
    """The record of an article that could not be coded."""
    return Record(
        id=article.id,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        authors=article.authors,
        url=article.url,
        language=article.language,
        errors=(reason,),
        extra=article.extra,
    )


def _page(article: Article) -> Page:
    return read_page(
        article.text,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        authors=article.authors,
    )


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
