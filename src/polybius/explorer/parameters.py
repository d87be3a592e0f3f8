"""What routes share: parameters, as FastAPI reads and documents them, and how one says that it
has not found what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from polybius.errors import UsageError
from polybius.explorer.asked import Asked

Limit = Annotated[int, Query(ge=1, le=500, description="How many to give at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]

_T = TypeVar("_T")


class Wrong(BaseModel):
    """Why a request was not answered, in one line."""

    error: str


# What every route may answer besides, for the API's description.
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Wrong, "description": why}
    for status, why in (
        (400, "A parameter or the body is not as it should be."),
        (403, "Asked by a name that is not this server's, or by a page of another site."),
        (404, "No such thing."),
        (408, "The body did not come in time."),
        (409, "Nothing to change."),
        (413, "Too long."),
        (415, "The body is not said to be JSON."),
        (422, "Cannot be coded."),
        (503, "Not now: the index is being made, or another program has the store."),
    )
}
_LONGEST = 200
_MOST = 100

_Actor = Annotated[
    list[str], Query(description='"RUS", "Russia", "MIL", "RUS MIL", or part of a name.')
]
_Type = Annotated[list[str], Query(description='"REJECT", or "COERCE arrest" with its mode.')]
_Where = Annotated[list[str], Query(description="A country, division or town.")]
_Claimed = Annotated[
    list[str],
    Query(description="any, none, asserts, denies, questions, or part of a source's name."),
]
_Many = Annotated[list[str], Query()]
_Text = Annotated[list[str], Query(description="Words as they stand in the event's sentence.")]
_Day = Annotated[str | None, Query(description="A day, month or year; included.")]
_Background = Annotated[
    str | None, Query(description="yes: only what was long before; no: without it.")
]


def _asked(
    actor: _Actor = [],  # noqa: B006  FastAPI's way to say: none
    recipient: _Actor = [],  # noqa: B006
    party: _Actor = [],  # noqa: B006
    type: _Type = [],  # noqa: B006
    mode: _Many = [],  # noqa: B006
    context: _Many = [],  # noqa: B006
    quad: _Many = [],  # noqa: B006
    status: _Many = [],  # noqa: B006
    background: _Background = None,
    since: _Day = None,
    until: _Day = None,
    where: _Where = [],  # noqa: B006
    source: _Many = [],  # noqa: B006
    claimed: _Claimed = [],  # noqa: B006
    min_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
    text: _Text = [],  # noqa: B006
    document: _Many = [],  # noqa: B006
    story: _Many = [],  # noqa: B006
    verdict: _Many = [],  # noqa: B006
) -> Asked:
    given = dict(locals())
    for name, value in given.items():
        values = value if isinstance(value, list) else [value]
        if len(values) > _MOST or any(len(str(one)) > _LONGEST for one in values):
            raise UsageError(
                f"{name}: at most {_MOST} values of {_LONGEST} characters would be right"
            )
    if background not in (None, "", "yes", "no"):
        raise UsageError(f"background={background!r}; yes or no would be right")
    given["background"] = {"yes": True, "no": False}.get(background or "")
    given["min_confidence"] = min_confidence or None
    return Asked.of(given)


Filter = Annotated[Asked, Depends(_asked)]


def there(found: _T | None, kind: str, id: str, where: str) -> _T:
    """What was found, an article or a story of an id; answers 404 where it is None."""
    if found is None:
        raise HTTPException(404, f"no {kind} {id!r} in {where}")
    return found


def files(kinds: Sequence[str]) -> dict[int | str, dict[str, Any]]:
    """For the API's description: a file of one of these content types."""
    return {200: {"description": "A file.", "content": {kind: {} for kind in kinds}}}
