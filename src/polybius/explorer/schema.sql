-- The explorer's index: a store's events flattened, so that a filter is answered by columns of
-- plain values. A file of its own beside the store, made from it, and safe to delete.

CREATE TABLE index_version ("number" BIGINT NOT NULL);

CREATE TABLE documents (
    "number" BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    title VARCHAR,
    published VARCHAR,
    publisher VARCHAR,
    url VARCHAR,
    length BIGINT,
    "text" VARCHAR,
    -- Title and text in small letters, to be searched.
    words VARCHAR NOT NULL,
    events BIGINT NOT NULL,
    types VARCHAR[] NOT NULL,
    stored TIMESTAMP NOT NULL
);

CREATE TABLE events (
    document BIGINT NOT NULL,
    "number" BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    "type" VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    status VARCHAR NOT NULL,
    historical BOOLEAN NOT NULL,
    quad VARCHAR NOT NULL,
    score DOUBLE,
    cameo VARCHAR,
    confidence DOUBLE NOT NULL,
    -- Its own days, else those of publication; the ends of a month or year are -00 and -99.
    "first" VARCHAR,
    "last" VARCHAR,
    -- The day, month (201610) and year it began in, as far as they are known.
    "day" DATE,
    "month" INTEGER,
    "year" SMALLINT,
    publisher VARCHAR,
    -- Each actor as the filter may ask for it: RUS, MIL, "RUS MIL"; and in its words.
    actor_keys VARCHAR[] NOT NULL,
    actor_words VARCHAR NOT NULL,
    recipient_keys VARCHAR[] NOT NULL,
    recipient_words VARCHAR NOT NULL,
    -- Each as a node of the network: its country, else the organisation, else its sector.
    actor_nodes VARCHAR[] NOT NULL,
    recipient_nodes VARCHAR[] NOT NULL,
    -- Each by its name, else by its words.
    actor_names VARCHAR[] NOT NULL,
    recipient_names VARCHAR[] NOT NULL,
    place_country VARCHAR,
    place_words VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    -- One number for each pair of coordinates.
    spot UBIGINT,
    stances VARCHAR[] NOT NULL,
    claim_words VARCHAR NOT NULL,
    -- Its sentence, and the same in small letters, to be searched.
    sentence_text VARCHAR,
    sentence_words VARCHAR,
    -- To be shown.
    "trigger" STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR) NOT NULL,
    sentence BIGINT[],
    actors STRUCT(
        "name" VARCHAR, "text" VARCHAR, country VARCHAR, sectors VARCHAR[], kind VARCHAR
    )[] NOT NULL,
    recipients STRUCT(
        "name" VARCHAR, "text" VARCHAR, country VARCHAR, sectors VARCHAR[], kind VARCHAR
    )[] NOT NULL,
    "date" STRUCT("from" VARCHAR, "to" VARCHAR, basis VARCHAR),
    place STRUCT(
        "name" VARCHAR, country VARCHAR, admin1 VARCHAR, latitude DOUBLE, longitude DOUBLE,
        geonames BIGINT
    ),
    claims STRUCT("source" VARCHAR, country VARCHAR, stance VARCHAR)[] NOT NULL,
    counts STRUCT(
        killed BIGINT, injured BIGINT, arrested BIGINT, displaced BIGINT, crowd BIGINT
    ) NOT NULL
);

-- The story that an event is a report of.
CREATE TABLE members (
    document BIGINT NOT NULL, "number" BIGINT NOT NULL, event VARCHAR NOT NULL,
    story VARCHAR NOT NULL
);

-- What a list of stories is sorted by.
CREATE TABLE told (story VARCHAR, articles BIGINT, events BIGINT, "first" VARCHAR);

-- What people said of events, the word of each that holds now.
CREATE TABLE verdicts (
    document VARCHAR NOT NULL, event VARCHAR, "by" VARCHAR NOT NULL, verdict VARCHAR NOT NULL
);
