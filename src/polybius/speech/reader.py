"""Who says, thinks or wants what: the reader of a whole article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from polybius.parse import Parse
from polybius.record import Actor, Quotation, QuotationKind, Span, Stance
from polybius.speech.attribution import Attribution, Resolver
from polybius.speech.direct import Speech, assign
from polybius.speech.lexicon import Cue, Lexicon
from polybius.speech.paragraph import Paragraph, Stretch, join, make_paragraphs, overlap
from polybius.speech.quotes import Quote, find_quotes
from polybius.speech.reports import Report, find_reports
from polybius.speech.speakers import find_spoken
from polybius.speech.tags import Tag, find_tags, stands_apart


@dataclass(frozen=True, eq=False, slots=True)
class _Draft:
    """An attribution before its source is resolved."""

    paragraph: Paragraph
    content: tuple[Stretch, ...]
    frame: str
    cue: Cue | None
    words: tuple[Token, ...] = ()
    source: Token | None = None
    source_words: tuple[Token, ...] = ()
    negated: bool = False


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
        drafts: list[_Draft] = []
        for paragraph in make_paragraphs(parse.text, parse.sentences, quotes):
            new = self._paragraph(paragraph)
            if paragraph.quotes and paragraph.quotes[0].continues:
                _carry_on(drafts, new, paragraph.quotes[0])
            drafts.extend(new)
        found = [_finish(draft, cast, quotes) for draft in drafts]
        return tuple(sorted(found, key=lambda each: (each.quotation.content, -each.size)))

    def _paragraph(self, paragraph: Paragraph) -> list[_Draft]:
        tags: list[Tag] = []
        reports: list[Report] = []
        apart: list[_Draft] = []
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
            if indirect is not None and not _mostly(plain, taken):
                drafts.append(indirect)
        spoken = find_spoken(paragraph)
        if spoken is not None and not any(_covers(draft, spoken.content) for draft in drafts):
            drafts.append(
                _Draft(
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
            if not any(_holds(draft, quote) for draft in drafts):
                _settle(paragraph, quote, drafts)
        return drafts


def _apart(paragraph: Paragraph, tags: Sequence[Tag], tokens: Sequence[Token]) -> Iterator[_Draft]:
    """Clauses that a tag closes or interrupts without quotation marks."""
    for tag in tags:
        side = stands_apart(tag, tokens, paragraph.quoted)
        if side is None:
            continue
        lead = tag.start - (tag.start > 0 and tag.verb.doc[tag.start - 1].lower_ == "as")
        positions = {token.i for token in tokens if token.i < lead}
        if side == "around":
            positions |= {token.i for token in tokens if token.i >= tag.reach}
        content = _with_quotes(paragraph, paragraph.stretches(positions))
        if content:
            yield _Draft(
                paragraph, content, "quote", tag.cue, tag.words, tag.source, tag.source_words
            )


def _from_speech(paragraph: Paragraph, speech: Speech) -> _Draft:
    tag = speech.tag
    content = tuple(join(speech.content))
    return _Draft(paragraph, content, "quote", tag.cue, tag.words, tag.source, tag.source_words)


def _from_report(paragraph: Paragraph, report: Report) -> _Draft | None:
    content = _with_quotes(paragraph, paragraph.stretches(report.content))
    if not content:
        return None
    return _Draft(
        paragraph,
        content,
        "prep" if report.frame == "~" else report.frame,
        report.cue,
        report.words,
        report.source,
        report.source_words,
        negated=report.negated,
    )


def _with_quotes(paragraph: Paragraph, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches widened to the whole of the quotes that they cut."""
    cut = [
        (quote.start, quote.end)
        for quote in paragraph.quotes
        if any(overlap(stretch, (quote.start, quote.end)) for stretch in stretches)
    ]
    return tuple(join([*stretches, *cut]))


def _mostly(content: Sequence[Stretch], taken: Sequence[Stretch]) -> bool:
    size = sum(end - start for start, end in content)
    shared = sum(overlap(one, other) for one in content for other in taken)
    return shared * 2 > size


def _holds(draft: _Draft, quote: Quote) -> bool:
    return any(overlap(stretch, (quote.start, quote.end)) for stretch in draft.content)


def _covers(draft: _Draft, stretch: Stretch) -> bool:
    return any(overlap(own, stretch) * 2 > stretch[1] - stretch[0] for own in draft.content)


def _is_shadowed(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
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


def _settle(paragraph: Paragraph, quote: Quote, drafts: list[_Draft]) -> None:
    """Give a quotation without a tag to whoever speaks just before it.

    It goes on from a clause that ends where it starts ("said he thought: “No.”") or from
    what somebody said in this paragraph; else it is a quotation without a cue, by whoever
    the paragraph last gave a thought to, or by nobody.
    """
    stretch = (quote.start, quote.end)
    settled = False
    for number, draft in enumerate(drafts):
        end = max(last for _, last in draft.content)
        if end <= quote.start and not paragraph.text[end : quote.start].strip(" ,:-–—"):
            drafts[number] = replace(draft, content=tuple(join([*draft.content, stretch])))
            settled = True
    if settled:
        return
    before = [draft for draft in drafts if draft.content[0][0] < quote.start and draft.source]
    content = (stretch,)
    if not before:
        if (
            quote.open
            or quote.continues
            or _is_utterance(paragraph.text[content[0][0] : content[0][1]])
        ):
            drafts.append(_Draft(paragraph, content, "quote", None))
        return
    speaker = before[-1]
    spoken = speaker.cue is not None and speaker.cue.kind == "indirect"
    if spoken:
        at = drafts.index(speaker)
        drafts[at] = replace(speaker, content=tuple(join([*speaker.content, stretch])))
        return
    drafts.append(
        _Draft(
            paragraph,
            content,
            "quote",
            None,
            source=speaker.source,
            source_words=speaker.source_words,
        )
    )


def _is_utterance(words: str) -> bool:
    """Whether words are speech rather than a title or a name in quotation marks."""
    long = [word for word in words.split() if len(word) > 3]
    return len(words.split()) > 3 and any(word.islower() for word in long[1:])


def _carry_on(drafts: list[_Draft], new: list[_Draft], quote: Quote) -> None:
    """Join a quotation to its beginning in the paragraph before, under the tag that has one."""
    if not drafts:
        return
    begun = max(drafts, key=lambda draft: draft.content[-1][1])
    ended = next((draft for draft in new if _holds(draft, quote)), None)
    if ended is None or (ended.words and begun.words):
        return
    content = tuple(join([*begun.content, *ended.content]))
    if begun.words or not ended.words:
        drafts[drafts.index(begun)] = replace(begun, content=content)
        new.remove(ended)
    else:
        new[new.index(ended)] = replace(ended, content=content)
        drafts.remove(begun)


def _finish(draft: _Draft, cast: Resolver, quotes: Sequence[Quote]) -> Attribution:
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
        draft.frame,  # type: ignore[arg-type]
        actors or ((source,) if source is not None else ()),
        draft.source,
        source_sentence,
        draft.words,
        paragraph.sentence_at(at).index,
        _evidence(draft),
    )


def _evidence(draft: _Draft) -> str:
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


def _kind(draft: _Draft, quotes: Sequence[Quote]) -> QuotationKind:
    size = sum(end - start for start, end in draft.content)
    marked = sum(
        overlap(stretch, (quote.start, quote.end)) for stretch in draft.content for quote in quotes
    )
    if marked and marked >= size - 2:
        return "direct"
    if marked:
        return "mixed"
    return draft.cue.kind if draft.cue is not None else "indirect"


def _stance(draft: _Draft) -> Stance:
    if draft.cue is None:
        return "asserts"
    stance = draft.cue.stance
    start = draft.content[0][0]
    if stance == "asserts" and draft.frame == "that":
        opening = draft.paragraph.text[start : start + 8].lower()
        if opening.startswith(("whether ", "if ")):
            return "questions"
    if draft.negated:
        return {"asserts": "denies", "denies": "asserts", "questions": "asserts"}[stance]  # type: ignore[return-value]
    return stance
