"""Attributions: who says, thinks or wants which words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Token

from polybius.page import Block, Page
from polybius.parse import Parse, Sentence, parse
from polybius.record import Actor
from polybius.speech import Attribution, SpeechReader, covering

pytestmark = pytest.mark.slow


class Nobody:
    """A cast that knows no one: sources keep their own words."""

    def actors(self, sentence: Sentence, head: Token) -> tuple[Actor, ...]:
        return ()


class Namer:
    """A cast that resolves every token of its table, and remembers what it was asked."""

    def __init__(self, known: dict[str, tuple[str, ...]]) -> None:
        self.known = known
        self.asked: list[tuple[int, str]] = []

    def actors(self, sentence: Sentence, head: Token) -> tuple[Actor, ...]:
        self.asked.append((sentence.index, head.text))
        start, end = sentence.start_of(head), sentence.end_of(head)
        return tuple(
            Actor(start, end, head.text, name, name[:3].upper(), ("GOV",), "state")
            for name in self.known.get(head.text, ())
        )


@pytest.fixture(scope="module")
def reader() -> SpeechReader:
    return SpeechReader()


def parsed(model: Language, text: str) -> Parse:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), "body"))
        at += len(line) + 1
    return parse(model, text, Page(tuple(blocks)))


def read(model: Language, reader: SpeechReader, text: str) -> tuple[Attribution, ...]:
    return reader.read(parsed(model, text), Nobody())


def shown(text: str, attribution: Attribution) -> tuple[str | None, str | None, list[str]]:
    quotation = attribution.quotation
    return (
        quotation.source.text if quotation.source else None,
        quotation.cue.text if quotation.cue else None,
        [text[start:end] for start, end in quotation.content],
    )


DIRECT = [
    ("“We will not sign,” Novak said.", "Novak", "said", ["“We will not sign,”"]),
    ('"We will not sign," said Novak, the chief negotiator.',
     "Novak, the chief negotiator", "said", ['"We will not sign,"']),
    ("‘We will not sign,’ the envoy told reporters.", "the envoy", "told", ["‘We will not sign,’"]),
    ("«We will not sign», said the envoy.", "the envoy", "said", ["«We will not sign»"]),
    ("The envoy said: “We will not sign.”", "The envoy", "said", ["“We will not sign.”"]),
    ("In a statement on Friday, the ministry said, “The border stays shut.”",
     "the ministry", "said", ["“The border stays shut.”"]),
    ("“We came in peace,” the colonel said. “We shall leave in peace.”",
     "the colonel", "said", ["“We came in peace,”", "“We shall leave in peace.”"]),
    ("“We came,” the colonel said, “because nobody else would.”",
     "the colonel", "said", ["“We came,”", "“because nobody else would.”"]),
    ("“They bombed the bridge,” said Gov. Ana Ruiz (R-Texas) on Monday.",
     "Gov. Ana Ruiz (R-Texas)", "said", ["“They bombed the bridge,”"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), DIRECT)
def test_direct_quotations(
    model: Language, reader: SpeechReader, text: str, source: str, cue: str, content: list[str]
) -> None:
    found = read(model, reader, text)
    assert [shown(text, each) for each in found] == [(source, cue, content)]
    assert found[0].quotation.kind == "direct"
    assert found[0].is_claim


INDIRECT = [
    ("The minister said that the talks had failed.",
     "The minister", "said", ["that the talks had failed"], "indirect"),
    ("The minister told reporters the talks had failed.",
     "The minister", "told", ["the talks had failed"], "indirect"),
    ("The talks had failed, the minister said.",
     "the minister", "said", ["The talks had failed"], "indirect"),
    ("The talks, officials said, would resume in June.",
     "officials", "said", ["The talks", "would resume in June"], "indirect"),
    ("According to the ministry, rebels seized the town.",
     "the ministry", "According to", ["rebels seized the town"], "indirect"),
    ("Rebels seized the town, according to two officials.",
     "two officials", "according to", ["Rebels seized the town"], "indirect"),
    ("In the eyes of many voters, the president broke his promise.",
     "many voters", "In the eyes of", ["the president broke his promise"], "indirect"),
    ("As the spokesman put it, the deal is dead.",
     "the spokesman", "put it", ["the deal is dead"], "indirect"),
    ("Poland urged Hungary to lift the veto.",
     "Poland", "urged", ["Hungary to lift the veto"], "indirect"),
    ("The senator called the treaty a disgrace.",
     "The senator", "called", ["the treaty a disgrace"], "indirect"),
    ("The claim by the rebels that they had shot down a jet was widely reported.",
     "the rebels", "claim", ["that they had shot down a jet"], "indirect"),
    ("The generals feared that the army would mutiny.",
     "The generals", "feared", ["that the army would mutiny"], "belief"),
    ("The government hopes to reopen the border.",
     "The government", "hopes", ["to reopen the border"], "belief"),
    ("The premier was hoping that oil prices would rise.",
     "The premier", "was hoping", ["that oil prices would rise"], "belief"),
    ("The council is confident that the truce will hold.",
     "The council", "is confident", ["that the truce will hold"], "belief"),
    ("The mayor's plan to close the port was put to a vote.",
     "The mayor", "plan", ["to close the port"], "belief"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "kind"), INDIRECT)
def test_indirect_speech_and_belief(
    model: Language,
    reader: SpeechReader,
    text: str,
    source: str,
    cue: str,
    content: list[str],
    kind: str,
) -> None:
    found = read(model, reader, text)
    assert (source, cue, content) in [shown(text, each) for each in found]
    assert kind in [each.quotation.kind for each in found]


def test_quoted_words_within_a_clause_are_mixed(model: Language, reader: SpeechReader) -> None:
    text = "The minister said the plan was “a grave mistake” for Europe."
    (found,) = read(model, reader, text)
    assert found.quotation.kind == "mixed"
    content = [text[start:end] for start, end in found.quotation.content]
    assert content == ["the plan was “a grave mistake” for Europe"]


def test_scare_quotes_are_nobodys_speech(model: Language, reader: SpeechReader) -> None:
    assert read(model, reader, "The “freedom convoy” reached the capital on Monday.") == ()


def test_a_title_is_not_an_utterance(model: Language, reader: SpeechReader) -> None:
    assert read(model, reader, "The book is “The Long Road to Peace.”") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The army shelled the village on Monday.",
        "Police arrested forty protesters near the palace.",
        "The prime minister met his Greek counterpart in Athens.",
        "He had been accused of fraud in 2011.",
    ],
)
def test_plain_reports_have_no_source(model: Language, reader: SpeechReader, text: str) -> None:
    assert not [each for each in read(model, reader, text) if each.is_claim]


STANCES = [
    ("The minister said the army fired first.", "asserts"),
    ("The minister denied that the army fired first.", "denies"),
    ("The minister did not believe that the army fired first.", "denies"),
    ("The minister doubted that the army fired first.", "questions"),
    ("The minister did not confirm that the army fired first.", "questions"),
    ("The minister did not doubt that the army fired first.", "asserts"),
    ("The minister is sceptical that the army fired first.", "questions"),
    ("The minister dismissed claims that the army fired first.", "denies"),
    ("The minister asked whether the army fired first.", "questions"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stance(model: Language, reader: SpeechReader, text: str, stance: str) -> None:
    at = text.index("fired")
    inner = covering(read(model, reader, text), at, at + 5)
    assert [each.stance for each in inner if each.quotation.source] == [stance]


def test_chain_gives_both_sources_the_innermost_first(
    model: Language, reader: SpeechReader
) -> None:
    text = "The lawyer said the ministry had told her that the prisoner was dead."
    at = text.index("dead")
    found = covering(read(model, reader, text), at, at + 4)
    assert [each.quotation.source.text for each in found if each.quotation.source] == [
        "the ministry",
        "The lawyer",
    ]


def test_quotation_over_paragraphs_is_one(model: Language, reader: SpeechReader) -> None:
    text = "“First we talk,” Novak said. “Then we act.\n“That is how it was agreed.”\nHe left."
    (found,) = read(model, reader, text)
    assert shown(text, found) == (
        "Novak", "said", ["“First we talk,”", "“Then we act.", "“That is how it was agreed.”"],
    )  # fmt: skip
    assert found.quotation.kind == "direct"


def test_speaker_named_in_a_later_paragraph(model: Language, reader: SpeechReader) -> None:
    text = "“The harbour is closed to all ships.\n“It will stay closed,” Novak said."
    (found,) = read(model, reader, text)
    assert shown(text, found)[0] == "Novak"
    assert len(found.quotation.content) == 2


def test_speaker_in_the_sentence_before(model: Language, reader: SpeechReader) -> None:
    text = "Novak said he was tired of the delays. “We have waited for two years now.”"
    at = text.index("waited")
    (found,) = covering(read(model, reader, text), at, at + 6)
    assert shown(text, found)[0] == "Novak"


BYSTANDERS = [
    ("Novak shook his head. “We have waited for two years now.”", "Novak"),
    ("“We have waited for two years now.” Jan Novak was furious.", "Jan Novak"),
    ("The hall was empty. “We have waited for two years now.”", None),
]


@pytest.mark.parametrize(("text", "source"), BYSTANDERS)
def test_quotation_without_any_tag(
    model: Language, reader: SpeechReader, text: str, source: str | None
) -> None:
    (found,) = read(model, reader, text)
    assert shown(text, found) == (source, None, ["“We have waited for two years now.”"])


def test_added_statement_is_the_first_speakers(model: Language, reader: SpeechReader) -> None:
    text = "Novak warned that Russia would retaliate if attacked, saying the fleet was ready."
    first, second = read(model, reader, text)
    assert shown(text, first)[2] == ["that Russia would retaliate if attacked"]
    assert shown(text, second) == ("Novak", "saying", ["the fleet was ready"])


JOINED = [
    ("Novak said that the army would leave and promised that prisoners would be freed.",
     [("Novak", "said", ["that the army would leave"]),
      ("Novak", "promised", ["that prisoners would be freed"])]),
    ("Novak stressed that the vote was fair, and observers warned that the count was slow.",
     [("Novak", "stressed", ["that the vote was fair"]),
      ("observers", "warned", ["that the count was slow"])]),
    ("Novak said the port was shut and the mine had flooded.",
     [("Novak", "said", ["the port was shut and the mine had flooded"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_joined_statements_are_parted(
    model: Language,
    reader: SpeechReader,
    text: str,
    expected: list[tuple[str, str, list[str]]],
) -> None:
    assert [shown(text, each) for each in read(model, reader, text)] == expected


def test_title_in_quotation_marks_is_not_what_the_tag_says(
    model: Language, reader: SpeechReader
) -> None:
    text = "In an interview on “Meet the World,” Novak said Turkey should leave."
    (found,) = read(model, reader, text)
    assert shown(text, found) == ("Novak", "said", ["Turkey should leave"])


def test_a_name_is_no_claim(model: Language, reader: SpeechReader) -> None:
    assert read(model, reader, "Troops seized a dam called Zora.") == ()


def test_witnesses_attribute_a_noun(model: Language, reader: SpeechReader) -> None:
    survey = "The survey found wide support for the treaty."
    assert [shown(survey, each)[2] for each in read(model, reader, survey)] == [
        ["wide support for the treaty"]
    ]
    assert read(model, reader, "The soldiers found two rifles.") == ()


def test_pronoun_is_asked_of_the_cast(model: Language, reader: SpeechReader) -> None:
    text = "Novak flew to Rome. “We will be back,” he said."
    cast = Namer({"he": ("Jan Novak",)})
    (found,) = reader.read(parsed(model, text), cast)
    assert found.quotation.source is not None
    assert (found.quotation.source.name, found.quotation.source.text) == ("Jan Novak", "he")
    assert found.source_sentence == 1 == cast.asked[-1][0]


def test_several_sources_are_all_kept(model: Language, reader: SpeechReader) -> None:
    text = "France and Germany said the vote was rigged."
    cast = Namer({"France": ("France", "Germany")})
    (found,) = reader.read(parsed(model, text), cast)
    assert [actor.name for actor in found.sources] == ["France", "Germany"]
    source = found.quotation.source
    assert source is not None
    assert (source.text, source.kind, source.country) == ("France and Germany", "group", None)


def test_colon_names_the_speaker(model: Language, reader: SpeechReader) -> None:
    text = "Novak: “No talks before the vote”"
    (found,) = read(model, reader, text)
    assert shown(text, found) == ("Novak", ":", ["“No talks before the vote”"])


def test_transcript_line(model: Language, reader: SpeechReader) -> None:
    text = "MR. NOVAK: We have seen the reports. I have nothing to add."
    (found,) = read(model, reader, text)
    assert shown(text, found)[2] == ["We have seen the reports. I have nothing to add."]


def test_unclosed_quote_does_not_swallow_what_follows(
    model: Language, reader: SpeechReader
) -> None:
    text = "“We are ready, Novak said. The army shelled the town.\nPolice fired on the crowd."
    at = text.index("Police")
    assert covering(read(model, reader, text), at, at + 6) == ()


def test_reporters_aside_is_left_out(model: Language, reader: SpeechReader) -> None:
    text = "The union said it would meet Novak, who took office in May."
    (found,) = read(model, reader, text)
    assert shown(text, found)[2] == ["it would meet Novak"]


PIECES = [
    "Novak said: “We will not sign.”", "“No,” she said.", "The ministry denied the report.",
    "According to police, two men fled.", "“It goes on.", "He said they're the boys' coats.",
    "The generals feared a coup", "It was ‘nothing’ – he added – at all…", "Novak: “Hm?”", "(", "”",
    "Rebels, officials said, left 😀 the town.",
]  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "\n", "\n\n"])),
        min_size=1,
        max_size=6,
    )
)
def test_spans_hold_in_any_text(
    model: Language, reader: SpeechReader, pieces: list[tuple[str, str]]
) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    for attribution in read(model, reader, text):
        quotation = attribution.quotation
        content = list(quotation.content)
        assert content == sorted(content)
        assert all(0 <= start < end <= len(text) for start, end in content)
        assert all(end <= start for (_, end), (start, _) in pairwise(content))
        for span in (quotation.source, quotation.cue):
            if span is not None:
                assert text[span.start : span.end] == span.text
