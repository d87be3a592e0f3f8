"""The calendar language of an article: `TimeReader.read`.

Reads a `Parse` and the publication date; gives the article's `TimeExpression`s in order.
Each sentence is scanned for forms (scan, grammar); each form is resolved against the
publication date, what was said before, and the tense of its clause (resolve, context,
tense); neighbours are then joined ("from March to May", "3 p.m. Monday").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from polybius.errors import CodebookError
from polybius.parse import Parse, Sentence
from polybius.record import TimeExpression
from polybius.times.context import Setting, Story
from polybius.times.days import Days, published_days
from polybius.times.grammar import Grammar, Match
from polybius.times.holidays import load_holidays
from polybius.times.join import Found, join
from polybius.times.reading import NOTHING, Reading, Resolver
from polybius.times.resolve import RESOLVERS, Holidays
from polybius.times.scan import Scan
from polybius.times.tense import Direction, Tenses
from polybius.tokens import Token

# How many sentences a year that opens a sentence reaches on, within its paragraph.
_FRAME = 2
# Rules whose words may be a newspaper's, a programme's or a film's name.
_NAMELIKE = frozenset(("dayword", "shift_unit", "weekday", "daypart_day", "same_unit"))
_NAMES = frozenset(("ORG", "WORK_OF_ART", "PRODUCT", "FAC"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader is: the sentence, its text and its words."""

    sentence: Sentence
    text: str
    scan: Scan

    def token(self, word: int) -> Token:
        """The parse's token that the scan's word lies in."""
        tokens = self.sentence.tokens
        offset = self.sentence.start - self.sentence.base + self.scan.starts[word]
        index: int = bisect_right(tokens, offset, key=lambda token: token.idx)
        return tokens[max(index - 1, 0)]

    def capital(self, index: int) -> bool:
        """Whether a word of the scan begins with a capital."""
        return index >= 0 and self.text[self.scan.starts[index]].isupper()

    def in_name(self, first: int, last: int) -> bool:
        """Whether the words stand in a name ("Sunday Times", "USA Today"), not by it."""
        head, tail = self.token(first), self.token(last - 1)
        if tail.ent_type_ not in _NAMES or not self.capital(first):
            return False
        if head.lower_ in ("today", "tomorrow", "yesterday", "tonight", "this", "that", "last"):
            return first > 0 or tail.ent_type_ == "WORK_OF_ART"
        follows = tail.i + 1 < len(tail.doc) and tail.nbor().ent_iob_ == "I"
        return follows and tail.nbor().is_title

    def tokens(self, first: int, last: int) -> list[Token]:
        """The parse's tokens from word `first` to before word `last`."""
        head, tail = self.token(first), self.token(last - 1)
        return list(head.doc[head.i : tail.i + 1])

    def word(self, index: int) -> str:
        """A word of the scan in lower case; "" outside the sentence."""
        if not 0 <= index < len(self.scan.codes):
            return ""
        return self.text[self.scan.starts[index] : self.scan.ends[index]].lower()


class TimeReader:
    """Finds and resolves time expressions. Built once: it loads the grammar and its tables.

    Raises CodebookError where a table has a mistake or a rule has no resolver.
    """

    def __init__(self) -> None:
        holidays = load_holidays()
        self._grammar = Grammar(holiday.phrase for holiday in holidays)
        self._tenses = Tenses()
        self._holidays = Holidays(holidays)
        unknown = [rule for rule in self._grammar.rules if not self._resolver(rule)]
        if unknown:
            raise CodebookError(f"grammar.tsv: no resolver for the rules {sorted(unknown)}")

    def _resolver(self, rule: str) -> Resolver | None:
        if rule == "holiday":
            return self._holidays
        return RESOLVERS.get(rule)

    def read(self, parse: Parse, published: str | None) -> tuple[TimeExpression, ...]:
        """Every time expression of an article, in order, none overlapping another.

        `published` is an ISO day, month or year, or None. Expressions that need a finer
        publication date than is known stay open: their `from_` and `to` are None.
        """
        story = Story(published_days(published))
        paragraph = -1
        out: list[TimeExpression] = []
        for sentence in parse.sentences:
            if sentence.paragraph != paragraph or sentence.index > story.framed + _FRAME:
                paragraph = sentence.paragraph
                story.frame = None
            text = parse.text[sentence.start : sentence.end]
            scan = self._grammar.lexicon.scan(text)
            if not self._grammar.may_match(scan):
                continue
            place = _Place(sentence, text, scan)
            for found in join(self._sentence(place, story), scan, text):
                out.append(_expression(found, place))
        return tuple(out)

    def _sentence(self, place: _Place, story: Story) -> list[Found]:
        found: list[Found] = []
        free = 0
        for match in self._grammar.matches(place.scan):
            if match.first < free:
                continue
            reading = self._reading(match, place, story)
            if reading is None:
                continue
            free = match.last
            if reading is NOTHING:
                continue
            found.append(Found(match.first, match.last, reading, match.rule))
            self._remember(found[-1], place, story)
        return found

    def _reading(self, match: Match, place: _Place, story: Story) -> Reading | None:
        if match.rule in _NAMELIKE and place.in_name(match.first, match.last):
            return None

        def look() -> Direction | None:
            token = place.token(match.last - 1)
            return self._tenses.direction(token, place.sentence.kind == "headline")

        setting = Setting(
            story,
            look,
            lambda: self._tenses.hangs(place.tokens(match.first, match.last)),
            place.word(match.first - 1),
            place.capital(match.first - 1),
            place.word(match.last),
            lambda: place.token(match.last - 1).ent_type_,
        )
        resolver = self._resolver(match.rule)
        assert resolver is not None
        try:
            return resolver(match.values, setting)
        except (ValueError, OverflowError):
            # A form like 31 June, or a date beyond the calendar: no expression.
            return None

    def _remember(self, found: Found, place: _Place, story: Story) -> None:
        """Keep a date for "the next day"; one that opens the sentence sets the paragraph."""
        days: Days | None = found.reading.days
        if found.rule in ("quarter", "quarter_code", "half", "latest_quarter"):
            if days is None or story.published is None or days.first <= story.published.last:
                story.period = days
        elif found.rule == "year" or found.reading.kind == "duration":
            story.period = None
        if days is None or found.reading.kind != "date":
            return
        if found.reading.grain == "day" and self._tenses.tells(place.token(found.last - 1)):
            story.reported = days
            return
        story.last = days
        lead = place.word(found.first - 1)
        opens = found.first <= 1 and (
            lead in ("in", "on", "during") or (not lead and place.word(found.last) == ",")
        )
        if opens and found.reading.basis == "explicit" and days.first.year == days.last.year:
            published = story.published
            if published is None or days.first.year < published.first.year:
                story.frame, story.framed = days, place.sentence.index


def _expression(found: Found, place: _Place) -> TimeExpression:
    start, end = place.scan.starts[found.first], place.scan.ends[found.last - 1]
    reading, days = found.reading, found.reading.days
    offset = place.sentence.start
    return TimeExpression(
        offset + start,
        offset + end,
        place.text[start:end],
        days.first.isoformat() if days else None,
        days.last.isoformat() if days else None,
        reading.grain or (days.grain if days else None),
        reading.kind,
        reading.basis,
    )
