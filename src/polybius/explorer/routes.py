"""The API's routes for reading: thin, each hands its parameters to the module that answers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from polybius.article import Article
from polybius.explorer import (
    about,
    articles,
    download,
    events,
    network,
    pairs,
    places,
    suggest,
    tales,
)
from polybius.explorer.desk import LONGEST, checked
from polybius.explorer.explorer import Explorer
from polybius.explorer.parameters import ERRORS, Filter, Limit, Offset, files, there

Answer = dict[str, Any]
Id = Annotated[str, Query(max_length=4000)]
Side = Annotated[str, Query(min_length=1, max_length=200)]


class Pasted(BaseModel):
    """A text to be coded. `published` is a day, month or year."""

    text: str
    published: str | None = None
    title: str | None = None
    min_confidence: float = Field(0.5, ge=0, le=1)


def reading(explorer: Explorer) -> APIRouter:
    """The routes that show a store."""
    router = APIRouter(prefix="/api", responses=ERRORS)
    vocabulary = about.vocabulary()
    store, index, desk = explorer.store, explorer.index, explorer.desk

    @router.get("/about")
    def tell_about() -> Answer:
        """Versions, counts, and the values that filters offer."""
        index.look()
        return {
            **vocabulary,
            "mode": explorer.mode,
            "name": explorer.name,
            "temporary": explorer.mode == "pages",
            "note": index.waiting or index.error or explorer.note,
            **about.contents(index),
            "index": {
                "state": "ready" if index.ready else "building",
                "done": index.done,
                "of": index.of,
            },
            "stories": index.remembered("stories", explorer.stories_state),
            "coder": desk.state,
        }

    @router.get("/articles")
    def list_articles(
        asked: Filter,
        q: Annotated[str, Query(max_length=200, description="Words of title or text.")] = "",
        sort: str = "-published",
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Answer:
        """Articles that have an event that all conditions hold for."""
        index.look()
        key = ("articles", asked, q, sort, limit, offset)
        return index.remembered(key, lambda: articles.page(index, asked, q, sort, limit, offset))

    @router.get("/article")
    def show_article(id: Id) -> Answer:
        """One article: its text, its record, where each event stands."""
        return there(articles.article(store, index, id), "article", id, explorer.name)

    @router.get("/readings")
    def explain_article(id: Id) -> Answer:
        """Why each word was read as it was, and which readings lost: coded anew for this."""
        stored = there(store.document(id), "article", id, explorer.name)
        if stored.text is None:
            raise HTTPException(422, "its text was not kept (ingest --no-text): nothing to read")
        record = stored.record
        given = Article(
            record.id, stored.text, record.published, record.title, record.publisher, record.url
        )
        return {"readings": desk.readings(given, record.events)}

    @router.post("/readings")
    def explain_text(pasted: Pasted) -> Answer:
        """The same for a pasted text."""
        given = _checked(pasted)
        return {"readings": desk.readings(given, None)}

    @router.post("/code")
    def code(pasted: Pasted) -> Answer:
        """The record of a pasted text; nothing of it is kept."""
        _checked(pasted)
        return desk.code(pasted.text, pasted.published, pasted.title, pasted.min_confidence)

    @router.get("/coder")
    def coder() -> Answer:
        """Whether the coder is loaded."""
        return {"state": desk.state}

    @router.post("/coder")
    def warm_coder() -> Answer:
        """Begin to load the coder."""
        desk.warm()
        return {"state": desk.state}

    @router.get("/events")
    def list_events(
        asked: Filter, sort: str = "-date", limit: Limit = 50, offset: Offset = 0
    ) -> Answer:
        """Events that all conditions hold for."""
        index.look()
        key = ("events", asked, sort, limit, offset)
        return index.remembered(key, lambda: events.page(index, asked, sort, limit, offset))

    @router.get("/facets")
    def count_values(asked: Filter) -> Answer:
        """How many events of each value the conditions leave."""
        return index.remembered(("facets", asked), lambda: events.facets(index, asked))

    @router.get("/events/export", response_class=StreamingResponse, responses=files(download.KINDS))
    def export(asked: Filter, format: str = "csv") -> StreamingResponse:
        """The events that all conditions hold for, as a file."""
        return download.export(store, index, asked, format)

    @router.get("/suggest")
    def complete(
        field: str,
        q: Annotated[str, Query(max_length=100)] = "",
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> Answer:
        """What a value of a condition may be completed to."""
        return {"suggestions": suggest.suggest(index, field, q, limit)}

    return router


def picturing(explorer: Explorer) -> APIRouter:
    """The routes that sum events up: pairs, stories, map, network."""
    router = APIRouter(prefix="/api", responses=ERRORS)
    store, index = explorer.store, explorer.index

    @router.get("/dyad")
    def show_dyad(one: Side, other: Side, asked: Filter, by: str = "month") -> Answer:
        """What two sides did to each other, by period."""
        period = pairs.checked(by)
        return index.remembered(
            ("dyad", one, other, period, asked),
            lambda: pairs.series(index, one, other, period, asked),
        )

    @router.get("/dyad/events")
    def list_dyad(
        one: Side,
        other: Side,
        asked: Filter,
        period: str,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Answer:
        """The events between two sides that began in a period."""
        return pairs.of_period(index, one, other, period, asked, limit, offset)

    @router.get("/dyad/stories")
    def list_dyad_stories(
        one: Side,
        other: Side,
        asked: Filter,
        period: str | None = None,
        sort: str = "-articles",
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> Answer:
        """The stories of what two sides did to each other or together."""
        further = pairs.between(one, other, period)
        return tales.page(store, index, pairs.happened(asked), sort, 1, limit, offset, further)

    @router.get("/dyad/suggest")
    def suggest_pairs(asked: Filter) -> Answer:
        """The pairs of countries with the most events."""
        found = index.remembered(("pairs", asked), lambda: pairs.frequent(index, asked))
        return {"pairs": found}

    @router.get("/stories")
    def list_stories(
        asked: Filter,
        sort: str = "-articles",
        min_articles: Annotated[int, Query(ge=1)] = 1,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> Answer:
        """Acts, each once with all its reports, that have an event of the conditions."""
        key = ("stories", asked, sort, min_articles, limit, offset)
        found = index.remembered(
            key, lambda: tales.page(store, index, asked, sort, min_articles, limit, offset)
        )
        return {**found, **index.remembered("stories", explorer.stories_state)}

    @router.get("/story")
    def show_story(id: Id) -> Answer:
        """One story: reports, sources, and what happened around it."""
        return there(tales.story(store, index, id), "story", id, explorer.name)

    @router.get("/map")
    def show_map(
        asked: Filter,
        by: str = "auto",
        kind: str = "quad",
        places_: Annotated[int, Query(alias="places", ge=1, le=1000)] = 200,
    ) -> Answer:
        """Events by place, kind and period."""
        return index.remembered(
            ("map", asked, by, kind, places_),
            lambda: places.overview(index, asked, by, kind, places_),
        )

    @router.get("/network")
    def show_network(
        asked: Filter,
        by: str = "country",
        nodes: Annotated[int, Query(ge=2, le=200)] = 40,
        edges: Annotated[int, Query(ge=1, le=2000)] = 300,
    ) -> Answer:
        """Who acts on whom."""
        return index.remembered(
            ("network", asked, by, nodes, edges),
            lambda: network.network(index, asked, by, nodes, edges),
        )

    return router


def _checked(pasted: Pasted) -> Article:
    if len(pasted.text) > LONGEST:
        raise HTTPException(413, f"a text of {len(pasted.text):,} characters; at most {LONGEST:,}")
    return checked(pasted.text, pasted.published, pasted.title)
