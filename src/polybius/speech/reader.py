"""Who says, thinks or wants what: the reader of a whole article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from polybius.parse import Parse
from polybius.record import Actor, Quotation, QuotationKind, Span, Stance
from polybius.speech.attribution import Attribution, Resolver
from polybius.speech.direct import Speech, assign
from polybius.speech.draft import Draft, with_quotes
from polybius.speech.lexicon import Lexicon
from polybius.speech.paragraph import Paragraph, Stretch, join, make_paragraphs, overlap
from polybius.speech.quotes import Quote, find_quotes
from polybius.speech.report import Report
from polybius.speech.reports import find_reports
from polybius.speech.speakers import find_spoken
from polybius.speech.tags import Tag, find_tags, stands_apart
from polybius.speech.untagged import carry_on, settle
from polybius.tokens import Token


class SpeechReader:
    """Finds attributions. Built once; holds the cue lexicon and no state of any article."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or Lexicon.load()

    def read(self, parse: Parse, cast: Resolver) -> tuple[Attribution, ...]:
        """All attributions of an article, in order of their content.

        Reads the parse, asks `cast` whom each source names. Contents and sources are
        half-open code-point offsets into the article's text.
        """
        quotes = find_quotes(parse.text, [(block.start, block.end) for block in parse.page.blocks])
        drafts: list[Draft] = []
        for paragraph in make_paragraphs(parse.text, parse.sentences, quotes):
            new = self._paragraph(paragraph)
            if paragraph.quotes and paragraph.quotes[0].continues:
                first = quotes.index(paragraph.quotes[0])
                carry_on(drafts, new, quotes[first - 1], quotes[first])
            drafts.extend(new)
        found = [_finish(draft, cast, quotes) for draft in drafts]
        return tuple(sorted(found, key=lambda each: (each.quotation.content, -each.size)))

    def _paragraph(self, paragraph: Paragraph) -> list[Draft]:
        tags: list[Tag] = []
        reports: list[Report] = []
        apart: list[Draft] = []
        for sentence in paragraph.sentences:
            tokens = [token for token in sentence.tokens if not token.is_space]
            own = list(find_tags(tokens, paragraph.quoted, self._lexicon))
            tags.extend(own)
            apart.extend(_apart(paragraph, own, tokens))
            reports.extend(find_reports(tokens, self._lexicon))
        aside = {word.i for tag in tags for word in tag.source_words}
        tags = [tag for tag in tags if tag.verb.i not in aside]
        speeches, left = assign(paragraph, tags)
        drafts = [_from_speech(paragraph, speech) for speech in speeches]
        used = {speech.tag.verb.i for speech in speeches}
        taken = [stretch for speech in speeches for stretch in speech.content]
        for draft in apart:
            if draft.words and not used & {word.i for word in draft.words}:
                drafts.append(draft)
        used |= {word.i for draft in drafts for word in draft.words}
        for report in reports:
            if report.head.i in used or report.head.i in paragraph.quoted:
                continue
            indirect = _from_report(paragraph, report)
            plain = paragraph.stretches(report.content)
            if report.frame != "clause" and _mostly(plain, taken):
                continue
            if indirect is not None:
                drafts.append(indirect)
        spoken = find_spoken(paragraph)
        if spoken is not None and not any(draft.meets(spoken.content, 0.5) for draft in drafts):
            drafts.append(
                Draft(
                    paragraph,
                    (spoken.content,),
                    "quote",
                    None,
                    (spoken.colon,),
                    spoken.speaker,
                    spoken.words,
                )
            )
        drafts = [draft for draft in drafts if not _is_shadowed(draft, drafts)]
        drafts.sort(key=lambda draft: draft.content)
        for quote in left:
            if not any(draft.meets((quote.start, quote.end)) for draft in drafts):
                settle(paragraph, quote, drafts)
        return drafts


def _apart(paragraph: Paragraph, tags: Sequence[Tag], tokens: Sequence[Token]) -> Iterator[Draft]:
    """Clauses that a tag closes or interrupts without quotation marks."""
    for tag in tags:
        side = stands_apart(tag, tokens, paragraph.quoted)
        if side is None:
            continue
        lead = tag.start - (tag.start > 0 and tag.verb.doc[tag.start - 1].lower_ == "as")
        positions = {token.i for token in tokens if token.i < lead}
        if side == "around":
            positions |= {token.i for token in tokens if token.i >= tag.reach}
        content = with_quotes(paragraph, paragraph.stretches(positions))
        if content:
            yield Draft(
                paragraph, content, "quote", tag.cue, tag.words, tag.source, tag.source_words
            )


def _from_speech(paragraph: Paragraph, speech: Speech) -> Draft:
    tag = speech.tag
    content = tuple(join(speech.content))
    return Draft(paragraph, content, "quote", tag.cue, tag.words, tag.source, tag.source_words)


def _from_report(paragraph: Paragraph, report: Report) -> Draft | None:
    content = with_quotes(paragraph, paragraph.stretches(report.content))
    if not content:
        return None
    return Draft(
        paragraph,
        content,
        report.frame,
        report.cue,
        report.words,
        report.source,
        report.source_words,
        negated=report.negated,
    )


def _mostly(content: Sequence[Stretch], taken: Sequence[Stretch]) -> bool:
    size = sum(end - start for start, end in content)
    shared = sum(overlap(one, other) for one in content for other in taken)
    return shared * 2 > size


def _is_shadowed(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a thought or wish is told of within what somebody says: part of that content.

    A statement within a statement stays, so that chains of sources can be followed.
    """
    if not draft.words or draft.cue is None:
        return False
    if draft.cue.kind == "indirect" and draft.frame in ("that", "quote"):
        return False
    at = draft.paragraph.offsets(draft.words[-1:])[0]
    return any(
        other is not draft and any(start <= at < end for start, end in other.content)
        for other in drafts
    )


def _finish(draft: Draft, cast: Resolver, quotes: Sequence[Quote]) -> Attribution:
    paragraph, text = draft.paragraph, draft.paragraph.text
    cue: Span | None = None
    if draft.words:
        start, end = paragraph.offsets(_first_run(draft.words))
        cue = Span(start, end, text[start:end])
    at = cue.start if cue is not None else draft.content[0][0]
    actors: tuple[Actor, ...] = ()
    source: Actor | None = None
    source_sentence: int | None = None
    if draft.source is not None:
        start, end = paragraph.offsets(draft.source_words or (draft.source,))
        sentence = paragraph.sentence_at(paragraph.offsets((draft.source,))[0])
        source_sentence = sentence.index
        actors = cast.actors(sentence, draft.source)
        source = _source(actors, draft.source, Span(start, end, text[start:end]))
    return Attribution(
        Quotation(draft.content, _kind(draft, quotes), source, cue),
        _stance(draft),
        draft.frame,
        actors or ((source,) if source is not None else ()),
        draft.source,
        source_sentence,
        draft.words,
        paragraph.sentence_at(at).index,
        _evidence(draft),
    )


def _evidence(draft: Draft) -> str:
    if draft.cue is not None:
        return draft.cue.row
    return "speaker before a colon" if draft.words else "quotation marks"


def _first_run(words: Sequence[Token]) -> Sequence[Token]:
    """The first unbroken run of a cue's words: its span in the text is one stretch."""
    run = [words[0]]
    for word in words[1:]:
        if word.i != run[-1].i + 1:
            break
        run.append(word)
    return run


def _source(actors: Sequence[Actor], head: Token, span: Span) -> Actor:
    """The source as one actor with the words of its whole noun phrase."""
    if len(actors) == 1:
        return replace(actors[0], start=span.start, end=span.end, text=span.text)
    if actors:
        countries = {actor.country for actor in actors}
        sectors = tuple(dict.fromkeys(code for actor in actors for code in actor.sectors))
        country = countries.pop() if len(countries) == 1 else None
        return Actor(span.start, span.end, span.text, None, country, sectors, "group")
    kind = "person" if head.ent_type_ == "PERSON" or head.tag_ == "PRP" else "unknown"
    return Actor(span.start, span.end, span.text, None, None, (), kind)


def _kind(draft: Draft, quotes: Sequence[Quote]) -> QuotationKind:
    size = sum(end - start for start, end in draft.content)
    marked = sum(
        overlap(stretch, (quote.start, quote.end)) for stretch in draft.content for quote in quotes
    )
    if marked and marked >= size - 2:
        return "direct"
    if marked:
        return "mixed"
    return draft.cue.kind if draft.cue is not None else "indirect"


def _stance(draft: Draft) -> Stance:
    if draft.cue is None:
        return "asserts"
    stance = draft.cue.stance
    start = draft.content[0][0]
    if stance == "asserts" and draft.frame == "that":
        opening = draft.paragraph.text[start : start + 8].lower()
        if opening.startswith(("whether ", "if ")):
            return "questions"
    if not draft.negated:
        return stance
    if stance == "questions":
        return "asserts"
    # What one does not believe one denies; what one does not say or deny stays open.
    believed = draft.cue.kind == "belief" and draft.cue.part == "verb"
    return "denies" if believed and stance == "asserts" else "questions"
