"""A text's lines, and which of them are one paragraph broken by hand.

Most texts have a paragraph a line. Mailed and archived texts are wrapped at 60 to 80
characters; some break a line in the middle of a sentence without any margin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BULLET = re.compile(r"(?:[•*·▪●◦‣■]|[–—-](?=\s))\s*(?=\S)")
# What an entry of a live blog or an agency's headline opens with.
STAMP = re.compile(
    r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?\s*[:–—|-]*\s+(?=[A-Z“\"'‘])"
)
KICKER = re.compile(
    r"(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE|BREAKING|URGENT|LIVE|WATCH|VIDEO|OPINION"
    r"|ANALYSIS|FACTBOX|INTERVIEW|EXPLAINER|JUST IN|TIMELINE|PREVIEW|FEATURE|NEWSALERT|LEAD|FOCUS)"
    r"(?:\s?\d+)?(?:\s?:|\s?-|\s[–—]|\s\|)\s*)+(?=\w|[“\"'‘])"
    r"|(?:Breaking|Breaking news|Live|Live updates|Exclusive|Watch|Opinion|Analysis|Explainer)"
    r"\s?[:|]\s*"
)
_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
# A margin that hand-wrapped texts keep, and how far a full line may fall short of it:
# the length of a long word.
_NARROW, _WIDE, _RAGGED = 50, 100, 18


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: offsets and text without the white space around it.

    `gap` says that an empty line stands before it, `indent` how far it is set in.
    """

    start: int
    end: int
    text: str
    gap: bool
    indent: int


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not empty, in linear time."""
    lines: list[Line] = []
    at, gap = 0, True
    for match in [*_BREAK.finditer(text), None]:
        stop = match.start() if match else len(text)
        raw = text[at:stop]
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = at + indent
            lines.append(Line(start, start + len(stripped), stripped, gap, indent))
            gap = False
        else:
            gap = True
        at = match.end() if match else stop
    return lines


def ended(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_ENDED.search(text[-8:]))


def margin(lines: Sequence[Line]) -> int | None:
    """The margin at which a text is wrapped, or None where it is not.

    In a wrapped text nearly every line that another follows directly reaches close to
    the margin, and few of them end a sentence.
    """
    followed = [a for a, b in pairwise(lines) if not b.gap]
    full = [line for line in followed if _NARROW <= len(line.text) <= _WIDE]
    if len(full) < 3 or len(full) < 0.6 * len(followed):
        return None
    widest = max(len(line.text) for line in full)
    near = sum(len(line.text) >= widest - _RAGGED for line in full)
    broken = sum(not ended(line.text) for line in full)
    if near < 0.7 * len(full) or broken < 0.5 * len(full):
        return None
    return widest


def continues(line: Line, following: Line, wrapped: int | None) -> bool:
    """Whether `following` goes on with the paragraph that `line` stands in."""
    if following.gap:
        return False
    first = following.text[0]
    if first.islower() and not ended(line.text):
        return True
    if wrapped is None or following.indent > line.indent + 1:
        return False
    if len(line.text) + len(following.text.split(None, 1)[0]) < wrapped - 1:
        # The next word had still fitted: the line was ended on purpose, or by mistake.
        return not ended(line.text)
    return True


def paragraphs(lines: Sequence[Line], alone: Callable[[str], bool]) -> list[Line]:
    """The lines joined to paragraphs, each as one `Line` with its text on one line.

    `alone` says of a text whether it is a line of its own kind (furniture). In a wrapped
    text it is asked only of lines that do not go on with the one before.
    """
    wrapped = margin(lines)
    out: list[list[Line]] = []
    for line in lines:
        last = out[-1][-1] if out else None
        joins = (
            last is not None
            and not BULLET.match(line.text)
            and continues(last, line, wrapped)
            and not (len(out[-1]) == 1 and alone(last.text))
            and not (alone(line.text) and wrapped is None)
            and not (last.start == lines[0].start and len(last.text) < (wrapped or 0) - _RAGGED)
        )
        if joins:
            out[-1].append(line)
        else:
            out.append([line])
    return [_joined(group) for group in out]


def _joined(group: Sequence[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    first = group[0]
    text = " ".join(line.text for line in group)
    return Line(first.start, group[-1].end, text, first.gap, first.indent)
