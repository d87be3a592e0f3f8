"""How far a content reaches, and where the next statement begins.

Parsers often hang a clause on the wrong verb; these rules put right what they can.
"""

from __future__ import annotations

from polybius.speech import grammar
from polybius.speech.lexicon import Lexicon
from polybius.tokens import Token, Words

# Subordinators of clauses that belong to what is said rather than to the saying.
_BELONGING = frozenset("if when because unless until once since so whenever wherever".split())
_CONCEDING = frozenset("although though while whereas".split())


def speaker(verb: Token, lexicon: Lexicon) -> Token | None:
    """The subject; of "..., saying it was ready" the one who said what stands before."""
    if _is_added(verb, lexicon):
        above = verb.head
        while above.dep_ in ("ccomp", "xcomp", "conj", "advcl") and above.head.pos_ == "VERB":
            above = above.head
            if any("quote" in cue.frames for cue in lexicon.verb(above.lower_, above.lemma_)):
                return grammar.subject(above)
    if _is_told(verb, lexicon) and _leads_back(verb, verb.head.head):
        outer = verb.head.head
        if verb.head.dep_ in ("ccomp", "xcomp") and _is_told(outer, lexicon):
            return grammar.subject(outer)
    return grammar.subject(verb)


def _is_told(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb is one of saying, or of another cue with a clause."""
    found = lexicon.verb(verb.lower_, verb.lemma_.lower())
    return any(cue.frames & {"that", "do"} for cue in found)


def _leads_back(verb: Token, outer: Token) -> bool:
    """Whether a verb joined to what `outer` holds goes on from `outer` itself.

    "He said it was over and told them to leave": same tense, no subject of its own.
    """
    own = grammar.child(verb, "nsubj", "nsubjpass")
    if verb.dep_ != "conj" or own is not None:
        return False
    return verb.tag_ == outer.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP")


def _is_added(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a participle adds a further statement: ", saying ...", ", adding that ..."."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i == 0:
        return False
    if verb.left_edge.i != verb.i or verb.doc[verb.i - 1].text != ",":
        return False
    return any("quote" in cue.frames for cue in lexicon.verb(verb.lower_, verb.lemma_.lower()))


def further_clauses(head: Token, last: int) -> set[int]:
    """Clauses behind the content that the parse hangs on the cue: "said it would, if asked"."""
    out: set[int] = set()
    for found in head.children:
        mark = grammar.child(found, "mark", "advmod")
        if found.dep_ != "advcl" or found.i < last or mark is None:
            continue
        if mark.lower_ in _BELONGING and mark.i == found.left_edge.i:
            out |= grammar.indexes([found])
    return out


def behind_colon(doc: Words, last: int) -> set[int]:
    """What a colon behind the content goes on to spell out, to the end of the sentence."""
    if last + 2 >= len(doc) or doc[last + 1].text != ":":
        return set()
    end = doc[last].sent.end
    return set(range(last + 1, end))


def joined(head: Token, content: set[int], lexicon: Lexicon) -> set[int]:
    """From where another statement is joined to the content that is not part of it."""
    for position in sorted(content):
        token = head.doc[position]
        if token.dep_ != "conj" or token.head.i not in content or not _is_told(token, lexicon):
            continue
        new = grammar.child(token, "nsubj") is not None and any(
            found.text == "," and found.i < token.i for found in token.head.children
        )
        if token.head.dep_ not in ("ccomp", "xcomp") or not (new or _leads_back(token, head)):
            continue
        joins = [found.i for found in token.head.children if found.dep_ == "cc"]
        start = max((at for at in joins if at < token.i), default=token.left_edge.i)
        return {at for at in content if at >= start}
    return set()


def asides(doc: Words, content: set[int], lexicon: Lexicon) -> set[int]:
    """What the reporter adds behind the content: ", who ...", ", a former ...", ", although"."""
    end = max(content)
    for position in sorted(content):
        token = doc[position]
        if token.dep_ not in ("relcl", "appos", "advcl") or token.head.i not in content:
            continue
        first, last = token.left_edge.i, token.right_edge.i
        if last < end or first - 1 not in content or doc[first - 1].text not in (",", "-", "–"):
            continue
        mark = grammar.child(token, "mark")
        conceding = mark is not None and mark.lower_ in _CONCEDING
        if token.dep_ != "advcl" or conceding or _is_added(token, lexicon):
            return set(range(first, end + 1))
    return set()
