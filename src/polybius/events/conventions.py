"""PLOVER's conventions on what an act is called once its status is known.

Future cooperation is AGREE; a promised withdrawal CONCEDE; a violent act that its own doer
announces THREATEN (PLOVER manual, "Auxiliary modes": where one type says it all, no status
is added).
"""

from __future__ import annotations

from collections.abc import Sequence

from polybius.record import Actor

_AGREED = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT"})


def conventional(
    type_: str,
    mode: str | None,
    status: str,
    threat: str | None = None,
    *,
    aimed: bool = True,
    conditional: bool = False,
) -> tuple[str, str | None, str]:
    """The type, mode and status under which an act is recorded.

    `threat` is the mode of the threat that it is in its doer's mouth, None where another tells
    of it; `aimed` says that it has a recipient, `conditional` that it hangs on an "if" or
    "unless".
    """
    if status == "future":
        if type_ in _AGREED:
            return "AGREE", None, "actual"
        if type_ == "RETREAT" and mode != "release":
            return "CONCEDE", None, "future"
        if type_ == "AGREE":
            return "AGREE", None, "actual"
    if type_ == "MOBILIZE" or (type_ == "ASSAULT" and not aimed):
        threat = threat if conditional else None  # troops sent somewhere threaten nobody yet
    if status in {"future", "hypothetical"} and threat:
        return "THREATEN", threat, "actual"
    return type_, mode, status


def meeting_mode(mode: str | None, sides: Sequence[Actor]) -> str | None:
    """The mode of a meeting: of three sides and more, where its words say nothing else, it is
    multilateral."""
    if mode is not None:
        return mode
    return "multilateral" if len({a.country or a.name or a.text for a in sides}) > 2 else None
