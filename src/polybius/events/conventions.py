"""PLOVER's conventions on what an act is called once its status is known.

Future cooperation is AGREE; a promised withdrawal CONCEDE; a violent act that its own doer
announces THREATEN (PLOVER manual, "Auxiliary modes": where one type says it all, no status
is added).
"""

from __future__ import annotations

_AGREED = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT"})
_THREATENED = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "COERCE": "restrict",
    "SANCTION": "relations",
    "PROTEST": "restrict",
}


def conventional(
    type_: str, mode: str | None, status: str, announced_by_doer: bool, aimed: bool = True
) -> tuple[str, str | None, str]:
    """The type, mode and status under which an act is recorded.

    `aimed` says that the act has a recipient: troops sent nowhere threaten nobody.
    """
    if type_ in {"ASSAULT", "MOBILIZE"} and not aimed:
        announced_by_doer = False
    if status == "future":
        if type_ in _AGREED:
            return "AGREE", None, "actual"
        if type_ == "RETREAT" and mode != "release":
            return "CONCEDE", None, "future"
        if type_ == "AGREE":
            return "AGREE", None, "actual"
    if status in {"future", "hypothetical"} and announced_by_doer and type_ in _THREATENED:
        return "THREATEN", _THREATENED[type_], "actual"
    return type_, mode, status
