"""The API's routes for corrections: said, taken back, listed, saved as gold, compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from polybius import codebook as codebooks
from polybius.errors import UsageError
from polybius.explorer import agreement, gold
from polybius.explorer.explorer import Explorer
from polybius.explorer.judging import Fields, checked
from polybius.explorer.parameters import ERRORS, Limit, Offset, files, there
from polybius.store.corrections import Correction, Said
from polybius.store.store import Stored

Answer = dict[str, Any]
_GOLD = "application/x-ndjson"
By = Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]


class Verdict(BaseModel):
    """What somebody says of an event; `event` is null for one that was missed."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(max_length=4000)
    event: str | None = Field(default=None, max_length=4000)
    verdict: Literal["right", "wrong", "mended", "missed"]
    by: By
    note: str | None = Field(default=None, max_length=2000)
    fields: Fields = Field(default_factory=Fields)


class Complete(BaseModel):
    """That somebody has read an article to the end, or has not."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(max_length=4000)
    by: By
    complete: bool


def correcting(explorer: Explorer) -> APIRouter:
    """The routes for corrections."""
    router = APIRouter(prefix="/api", responses=ERRORS)
    store, index, codebook = explorer.store, explorer.index, codebooks.load()
    corrections = store.corrections

    def found(document: str) -> Stored:
        return there(store.document(document), "article", document, explorer.name)

    def done(correction: Correction | None, number: int) -> Answer:
        if correction is None:
            raise HTTPException(409, f"nothing to change in correction {number}")
        index.reread_verdicts()
        return shown(correction)

    @router.post("/corrections", status_code=201)
    def say(verdict: Verdict) -> Answer:
        """Keep what somebody says of an event; it takes the place of what they said before."""
        stored = found(verdict.document)
        length = len(stored.text) if stored.text is not None else None
        fields = checked(verdict.fields, codebook, length)
        was = _was(verdict, stored, fields)
        return done(
            corrections.add(
                Said(
                    verdict.document, verdict.event, verdict.verdict, verdict.by.strip(),
                    verdict.note, fields, was,
                )
            ),
            0,
        )  # fmt: skip

    @router.post("/corrections/complete")
    def complete(given: Complete) -> Answer:
        """Say that an article was read to the end: what nobody marked is right, and nothing
        else was missed."""
        found(given.document)
        by = given.by.strip()
        if given.complete:
            corrections.add(Said(given.document, None, "complete", by, None, {}, None))
        else:
            for one in gold.standing(corrections.all()):
                if (one.document, one.by, one.verdict) == (given.document, by, "complete"):
                    corrections.undo(one.number)
        return {"document": given.document, "by": by, "complete": given.complete}

    @router.delete("/corrections/{number}")
    def undo(number: int) -> Answer:
        """Take a correction back."""
        return done(corrections.undo(number), number)

    @router.post("/corrections/{number}/redo")
    def redo(number: int) -> Answer:
        """Let a correction hold again that was taken back."""
        return done(corrections.redo(number), number)

    @router.get("/corrections")
    def list_all(
        by: str | None = None,
        document: str | None = None,
        verdict: str | None = None,
        undone: Annotated[bool, Query(description="With those that were taken back.")] = False,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Answer:
        """Corrections, the newest first."""
        chosen = [
            one
            for one in reversed(corrections.all())
            if (by is None or one.by == by)
            and (document is None or one.document == document)
            and (verdict is None or one.verdict == verdict)
            and (undone or one.undone is None)
        ]
        page = chosen[offset : offset + limit]
        now = _now(explorer, page)
        return {
            "total": len(chosen),
            "corrections": [
                {
                    **shown(one),
                    "title": now["titles"].get(one.document),
                    "stale": one.event is not None
                    and one.was is not None
                    and now["events"].get(one.event)
                    != (one.was["type"], tuple(one.was["spans"][0])),
                }
                for one in page
            ],
        }

    @router.get("/corrections/gold", response_class=StreamingResponse, responses=files([_GOLD]))
    def save(by: str | None = None, complete: bool = False) -> StreamingResponse:
        """All that was judged, as gold for `polybius evaluate articles`."""
        return StreamingResponse(
            _lines(gold.rows(store, by, complete)),
            media_type=_GOLD,
            headers={"content-disposition": 'attachment; filename="gold.jsonl"'},
        )

    @router.get("/corrections/summary")
    def sum_up() -> Answer:
        """What each person has judged so far."""
        return {"coders": agreement.summary(store)}

    @router.get("/agreement")
    def compare(one: str, other: str) -> Answer:
        """How far two people agree."""
        return agreement.agreement(store, one, other)

    return router


def _was(verdict: Verdict, stored: Stored, fields: dict[str, Any]) -> dict[str, Any] | None:
    """The event that is spoken of, as it is; raises where it and the verdict do not fit."""
    if verdict.verdict == "missed":
        if verdict.event is not None:
            raise UsageError("event: a missed event has none; null would be right")
        if not fields.get("type") or not fields.get("spans"):
            raise UsageError("fields: a missed event; its type and its spans would be right")
        return None
    if verdict.event is None:
        raise UsageError(f"event: {verdict.verdict} is said of an event; its id would be right")
    if verdict.verdict == "mended" and not fields:
        raise UsageError("fields: none; those that ought to be otherwise would be right")
    if verdict.verdict != "mended" and fields:
        raise UsageError(f"fields: {verdict.verdict} changes none; mended would be right")
    for event in stored.record.events:
        if event.id == verdict.event:
            return gold.snapshot(event)
    raise HTTPException(409, f"no event {verdict.event!r} any more: it was coded anew")


def _now(explorer: Explorer, page: list[Correction]) -> dict[str, Any]:
    """Titles of articles, and the type and trigger of events, as they are now."""
    titles = explorer.index.rows(
        "SELECT id, title FROM documents WHERE id IN (SELECT unnest(?))",
        [[one.document for one in page]],
    )
    events = explorer.index.rows(
        'SELECT id, "type", "trigger" FROM events WHERE id IN (SELECT unnest(?))',
        [[one.event for one in page if one.event]],
    )
    return {
        "titles": {row["id"]: row["title"] for row in titles},
        "events": {
            row["id"]: (row["type"], (row["trigger"]["start"], row["trigger"]["end"]))
            for row in events
        },
    }


def shown(one: Correction) -> Answer:
    """A correction as the API gives it."""
    return {
        "number": one.number,
        "document": one.document,
        "event": one.event,
        "verdict": one.verdict,
        "by": one.by,
        "note": one.note,
        "fields": one.fields,
        "was": one.was,
        "made": _time(one.made),
        "undone": _time(one.undone),
    }


def _time(when: datetime | None) -> str | None:
    return f"{when.isoformat(timespec='seconds')}Z" if when else None


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"
