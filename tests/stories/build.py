"""Make the gold of the project's own stories from the text files people write.

`python tests/stories/build.py` reads `src/*.txt` (their form: src/README.md) and writes a
`*.jsonl` of the same name beside this file: rows that `polybius evaluate articles` reads.
Offsets are code points, half-open. A mistake stops it with `file:line: what is wrong`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP "
    "PRE REL SOC NGO MNC ISM IMG".split()
)
STATUSES = frozenset({"actual", "future", "hypothetical", "negated"})
STANCES = {"by": "asserts", "denied": "denies", "questioned": "questions"}
KINDS = ("killed", "injured", "arrested", "displaced", "crowd")
COUNTED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\bSgt)(?<!\bSt)(?<!\bNo)[.?!]['\"”’)]*"
    r"(?= +['\"“‘(]?[A-Z0-9])|(?<=[.?!])(?=\n)|\n"
)
PARTY = re.compile(r"\s*([^\[\]]+?)\s*\[([^\[\]]*)\]\s*(?:,|$)")


class StoryError(Exception):
    """A mistake in a story; starts with file and line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source, and where it stands."""

    where: str
    text: str

    def fail(self, what: str) -> StoryError:
        return StoryError(f"{self.where}: {what}")


def build(source: Path) -> list[dict[str, Any]]:
    """The gold rows of one source file."""
    return [_story(head, lines) for head, lines in _stories(source)]


def rows_text(rows: list[dict[str, Any]]) -> str:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _stories(source: Path) -> Iterator[tuple[Line, list[Line]]]:
    head: Line | None = None
    body: list[Line] = []
    for number, text in enumerate(source.read_text(encoding="utf-8").split("\n"), 1):
        line = Line(f"{source.name}:{number}", text)
        if text.startswith("=== "):
            if head:
                yield head, body
            head, body = line, []
        elif head:
            body.append(line)
        elif text.strip():
            raise line.fail("a story starts with a line '=== its-id'")
    if head:
        yield head, body


def _story(head: Line, lines: list[Line]) -> dict[str, Any]:
    try:
        rule = next(i for i, line in enumerate(lines) if line.text == "---")
        blank = next(i for i, line in enumerate(lines) if not line.text.strip())
    except StopIteration:
        raise head.fail(
            "a story has key lines, an empty line, its text, '---', its events"
        ) from None
    keys: dict[str, str] = {}
    for line in lines[:blank]:
        key, colon, value = line.text.partition(":")
        if not colon or key not in {"published", "title", "publisher", "contexts"}:
            raise line.fail("'published: DATE', 'title: ...', 'contexts: ...' stand here")
        keys[key] = value.strip()
    if "published" not in keys:
        raise head.fail("'published: DATE' is missing")
    paragraphs = re.split(r"\n\s*\n", "\n".join(line.text for line in lines[blank:rule]).strip())
    text = "\n".join(" ".join(each.split("\n")) for each in paragraphs)
    published = date.fromisoformat(keys["published"])
    events = coded_events(lines[rule + 1 :], text, published)
    if contexts := keys.pop("contexts", None):
        for event in (each for each in events if each["main"]):
            event.setdefault("contexts", contexts.split(", "))
    return {"id": head.text[4:].strip(), **keys, "text": text, "events": events}


def coded_events(lines: list[Line], text: str, published: date) -> list[dict[str, Any]]:
    """The events that the lines under a text give, their words found in it."""
    return [_event(first, rest, text, published) for first, rest in _events(lines)]


def _events(lines: list[Line]) -> Iterator[tuple[Line, list[Line]]]:
    first: Line | None = None
    rest: list[Line] = []
    for line in (each for each in lines if each.text.strip()):
        if line.text[0] in "*-?":
            if first:
                yield first, rest
            first, rest = line, []
        elif first and line.text.startswith(" "):
            rest.append(line)
        else:
            raise line.fail("an event starts with '*', '-' or '?', its fields with a space")
    if first:
        yield first, rest


def _event(first: Line, rest: list[Line], text: str, published: date) -> dict[str, Any]:
    codes, colon, words = first.text[1:].partition(":")
    if not colon:
        raise first.fail("an event needs ':' and the words that tell of it")
    code, _, others = codes.strip().partition(" or ")
    type_, *modes = code.split()
    spans = [_find(first, each.strip(), text) for each in words.split(" / ")]
    event: dict[str, Any] = {
        "type": type_, "also": others.split(), "mode": modes, "main": first.text[0] == "*",
        "core": first.text[0] != "?", "spans": spans,
        "sentence_spans": sorted({_sentence(s, text) for s in spans}),
        "actors": [], "recipients": [], "status": ["actual"], "dates": [None], "place": None,
        "claim_by": [], "claim_agree": True, "stance": "asserts", "historical": False,
    }  # fmt: skip
    for line in rest:
        key, _, value = line.text.strip().partition(":")
        _set(event, line, key, value.strip(), published)
    if event["historical"] is None:
        del event["historical"]
    figures = event.pop("counts", {})
    if figures is not None and (figures or type_ in COUNTED):
        event["counts"] = dict.fromkeys(KINDS) | figures
    return event


def _set(event: dict[str, Any], line: Line, key: str, value: str, published: date) -> None:
    match key:
        case "who" | "whom":
            event["actors" if key == "who" else "recipients"] += _parties(line, value)
        case "by" | "denied" | "questioned":
            event["claim_by"] += _parties(line, value)
            event["stance"] = STANCES[key]
        case "status":
            event["status"] = value.split(" or ")
            if unknown := set(event["status"]) - STATUSES:
                raise line.fail(
                    f"no status {sorted(unknown)}; one of {', '.join(sorted(STATUSES))}"
                )
        case "date":
            event["dates"] = [_days(line, each.strip(), published) for each in value.split(" or ")]
        case "place":
            party = _parties(line, value)[0]
            event["place"] = {"text": party["text"], "country": "".join(party["country"])}
        case "counts" if value == "maybe":
            event["counts"] = None
        case "counts":
            event["counts"] = {k: int(n) for k, n in (each.split() for each in value.split(","))}
            if unknown := set(event["counts"]) - set(KINDS):
                raise line.fail(f"no count {sorted(unknown)}; one of {', '.join(KINDS)}")
        case "contexts":
            event["contexts"] = [each.strip() for each in value.split(",")]
        case "historical" if not value:
            event["historical"] = True
        case "historical" if value == "maybe":
            event["historical"] = None
        case _:
            raise line.fail(f"no field '{key}'")


def _find(line: Line, words: str, text: str) -> tuple[int, int]:
    words, _, number = words.partition("#")
    # As the text has it, where a line may break between words and apostrophes may curl.
    shown = r"\s+".join(re.escape(word).replace("'", "['’]") for word in words.split())
    found = [m.span() for m in re.finditer(rf"(?<!\w){shown}(?!\w)", text)]
    if number and int(number) <= len(found):
        return found[int(number) - 1]
    if len(found) != 1 or number:
        raise line.fail(f"'{words}' stands {len(found)} times in the text; say which by '#2'")
    return found[0]


def _sentence(span: tuple[int, int], text: str) -> tuple[int, int]:
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= span[0]), default=0)
    end = min((end for end in ends if end >= span[1]), default=len(text))
    while text[start].isspace():
        start += 1
    return start, len(text[:end].rstrip())


def _parties(line: Line, value: str) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    at = 0
    while at < len(value):
        match = PARTY.match(value, at)
        if not match:
            raise line.fail("parties are 'words [CODES]', parted by commas")
        codes = match.group(2).split()
        countries = [code for code in codes if code not in SECTORS]
        sectors = [code for code in codes if code in SECTORS or code == "IGO"]
        out.append({"text": match.group(1), "country": countries, "sector": sectors})
        at = match.end()
    return out


def _days(line: Line, value: str, published: date) -> tuple[str, str] | None:
    if value == "none":
        return None
    if value == "pub":
        return (published.isoformat(), published.isoformat())
    if value in DAYS:
        back = (published.weekday() - DAYS.index(value)) % 7
        day = (published - timedelta(days=back)).isoformat()
        return (day, day)
    first, _, last = value.partition("..")
    try:
        return (
            date.fromisoformat(first).isoformat(),
            date.fromisoformat(last or first).isoformat(),
        )
    except ValueError:
        raise line.fail(
            f"'{value}' is no date: 2022-11-04, a range with '..', Tue, pub, none"
        ) from None


def main() -> None:
    """Write the gold of every source."""
    for source in sorted((HERE / "src").glob("*.txt")):
        rows = build(source)
        (HERE / f"{source.stem}.jsonl").write_text(rows_text(rows), encoding="utf-8")
        events = sum(len(row["events"]) for row in rows)
        print(f"{source.stem}: {len(rows)} stories, {events} events")


if __name__ == "__main__":
    main()
