"""Quotations without a tag: who speaks is told by what stands around them."""

from __future__ import annotations

from dataclasses import replace

from polybius.parse import Sentence
from polybius.speech import grammar
from polybius.speech.draft import Draft
from polybius.speech.paragraph import Paragraph, join
from polybius.speech.quotes import Quote
from polybius.tokens import Token

_PERSONAL = frozenset({"he", "she", "they"})


def settle(paragraph: Paragraph, quote: Quote, drafts: list[Draft]) -> None:
    """Give a quotation to whoever speaks just before it.

    It goes on from a clause that ends where it starts ("said he thought: “No.”") or from
    what somebody said in this paragraph; else it is a quotation without a cue: by whoever
    the paragraph last gave a thought to, by the person of the sentence before or behind it,
    or by nobody.
    """
    stretch = (quote.start, quote.end)
    touching = [
        number
        for number, draft in enumerate(drafts)
        if (end := max(last for _, last in draft.content)) <= quote.start
        and not paragraph.text[end : quote.start].strip(" ,:-–—")
    ]
    before = [draft for draft in drafts if draft.content[0][0] < quote.start and draft.source]
    if not touching and before and before[-1].cue and before[-1].cue.kind == "indirect":
        touching = [drafts.index(before[-1])]
    for number in touching:
        content = tuple(join([*drafts[number].content, stretch]))
        drafts[number] = replace(drafts[number], content=content)
    if touching:
        return
    alone = Draft(paragraph, (stretch,), "quote", None)
    if before:
        last = before[-1]
        drafts.append(replace(alone, source=last.source, source_words=last.source_words))
    elif quote.open or quote.continues or _is_utterance(paragraph.text[quote.start : quote.end]):
        speaker = _bystander(paragraph, quote)
        words = tuple(grammar.phrase(speaker, set(paragraph.quoted))) if speaker else ()
        drafts.append(replace(alone, source=speaker, source_words=words))


def _bystander(paragraph: Paragraph, quote: Quote) -> Token | None:
    """The person that the sentence before the quote, or else the one behind it, is about."""
    before = [sentence for sentence in paragraph.sentences if sentence.end <= quote.start]
    behind = [sentence for sentence in paragraph.sentences if sentence.start >= quote.end]
    for sentence in (*before[-1:], *behind[:1]):
        person = _person(sentence)
        if person is not None and person.i not in paragraph.quoted:
            return person
    return None


def _person(sentence: Sentence) -> Token | None:
    subject = grammar.child(sentence.tokens.root, "nsubj", "nsubjpass")
    if subject is None or (subject.ent_type_ != "PERSON" and subject.lower_ not in _PERSONAL):
        return None
    return subject


def _is_utterance(words: str) -> bool:
    """Whether words are speech rather than a title or a name in quotation marks."""
    long = [word for word in words.split() if len(word) > 3]
    return len(words.split()) > 3 and any(word.islower() for word in long[1:])


def carry_on(drafts: list[Draft], new: list[Draft], opened: Quote, quote: Quote) -> None:
    """Join a quotation to what was `opened` in the paragraph before, under the tag of either."""
    begun = next((draft for draft in drafts if draft.meets((opened.start, opened.end))), None)
    ended = next((draft for draft in new if draft.meets((quote.start, quote.end))), None)
    if begun is None or ended is None or (ended.words and begun.words):
        return
    content = tuple(join([*begun.content, *ended.content]))
    if begun.words or not ended.words:
        drafts[drafts.index(begun)] = replace(begun, content=content)
        new.remove(ended)
    else:
        new[new.index(ended)] = replace(ended, content=content)
        drafts.remove(begun)
