"""A store's documents and events -> the columns of the index (schema.sql), in SQL."""

from __future__ import annotations

from polybius.store.query import FROM, TO

_WITHIN = "{0} BETWEEN ? AND ? AND {0} IN (SELECT unnest(?))"
_LINE = "chr(10)"

# An actor as a filter may ask for it: RUS, MIL, "RUS MIL".
_KEYS = """list_distinct(flatten(list_transform(e.{0}, lambda a: list_filter(
    list_concat([a.country], a.sectors, list_transform(a.sectors, lambda s: a.country || ' ' || s)),
    lambda k: k IS NOT NULL))))"""
_WORDS = f"""lower(array_to_string(list_transform(e.{{0}},
    lambda a: coalesce(a."name", '') || ' ' || a."text"), {_LINE}))"""
# An actor as a node of the network: its country, else the organisation, else what it is.
_NODES = """list_distinct(list_filter(list_transform(e.{0}, lambda a: coalesce(a.country,
    CASE WHEN list_contains(a.sectors, 'IGO') THEN a."name" END, a.sectors[1], a."name")),
    lambda n: n IS NOT NULL))"""
_NAMES = """list_distinct(list_transform(e.{0},
    lambda a: coalesce(nullif(a."name", ''), a."text")))"""
_SHOWN = """list_transform(e.{0}, lambda a: struct_pack("name" := a."name", "text" := a."text",
    country := a.country, sectors := a.sectors, kind := a.kind))"""

# One row an event; what several columns are made of is worked out once.
_PARTS = f"""
SELECT e.*, d.publisher, {FROM} AS "first", {TO} AS "last",
    d.sentences[e.sentence + 1] AS ends, d."text" AS whole
FROM events e JOIN documents d ON d."number" = e.document
WHERE {_WITHIN.format("e.document")}
"""

EVENTS = f"""
SELECT e.document, e."number", e.id, e."type", e.modes, e.contexts, e.status, e.historical,
    e.quad, e.score, e.cameo, e.confidence, e."first", e."last",
    try_cast(e."first" AS DATE) AS "day",
    CASE WHEN substring(e."first", 6, 2) <> '00'
        THEN (left(e."first", 4) || substring(e."first", 6, 2))::INTEGER END AS "month",
    left(e."first", 4)::SMALLINT AS "year", e.publisher,
    {_KEYS.format("actors")} AS actor_keys, {_WORDS.format("actors")} AS actor_words,
    {_KEYS.format("recipients")} AS recipient_keys,
    {_WORDS.format("recipients")} AS recipient_words,
    {_NODES.format("actors")} AS actor_nodes, {_NODES.format("recipients")} AS recipient_nodes,
    {_NAMES.format("actors")} AS actor_names, {_NAMES.format("recipients")} AS recipient_names,
    e.place.country AS place_country,
    CASE WHEN e.place IS NOT NULL THEN lower(concat_ws({_LINE}, '', e.place."name",
        e.place."text", e.place.admin1, '')) END AS place_words,
    e.place.latitude AS latitude, e.place.longitude AS longitude,
    CASE WHEN e.place.latitude IS NOT NULL
        THEN hash(e.place.latitude, e.place.longitude) END AS spot,
    list_transform(e.claims, lambda c: c.stance) AS stances,
    lower(array_to_string(list_transform(e.claims, lambda c:
        coalesce(c."source"."name", '') || ' ' || c."source"."text"), {_LINE})) AS claim_words,
    substring(e.whole, e.ends[1] + 1, e.ends[2] - e.ends[1]) AS sentence_text,
    lower(sentence_text) AS sentence_words,
    e."trigger", e.ends AS sentence,
    {_SHOWN.format("actors")} AS actors, {_SHOWN.format("recipients")} AS recipients,
    CASE WHEN e."date" IS NOT NULL THEN struct_pack("from" := e."date"."from",
        "to" := e."date"."to", basis := e."date".basis) END AS "date",
    CASE WHEN e.place IS NOT NULL THEN struct_pack("name" := e.place."name",
        country := e.place.country, admin1 := e.place.admin1, latitude := e.place.latitude,
        longitude := e.place.longitude, geonames := e.place.geonames) END AS place,
    list_transform(e.claims, lambda c: struct_pack(
        "source" := coalesce(nullif(c."source"."name", ''), c."source"."text"),
        country := c."source".country, stance := c.stance)) AS claims,
    e.counts
FROM ({_PARTS}) e
ORDER BY e.document, e."number"
"""

DOCUMENTS = f"""
SELECT d."number", d.id, d.title, d.published, d.publisher, d.url, d.text_length AS length,
    d."text", lower(concat_ws({_LINE}, d.title, d."text")) AS words,
    coalesce(c.events, 0) AS events, coalesce(c.types, []) AS types, d.stored
FROM documents d LEFT JOIN (
    SELECT document, count(*) AS events, list("type" ORDER BY "number") AS types
    FROM events WHERE {_WITHIN.format("document")} GROUP BY document
) c ON c.document = d."number"
WHERE {_WITHIN.format('d."number"')}
ORDER BY d."number"
"""
