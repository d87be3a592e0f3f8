-- Records as the record format has them: a document and an event keep their nested lists
-- as they are, so that nothing is lost on the way in or out. docs/store.md tells each column.

-- What coded: one row for each version of coder, codebook and knowledge ever used here.
CREATE TABLE coders (
    number BIGINT PRIMARY KEY,
    polybius VARCHAR NOT NULL,
    codebook VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL UNIQUE,
    since TIMESTAMP NOT NULL
);

CREATE TABLE documents (
    number BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    title VARCHAR,
    published VARCHAR,
    publisher VARCHAR,
    authors VARCHAR[] NOT NULL,
    url VARCHAR,
    language VARCHAR,
    dateline VARCHAR,
    sentences BIGINT[][] NOT NULL,
    places STRUCT(
        "start" BIGINT, "end" BIGINT, "text" VARCHAR, "name" VARCHAR, country VARCHAR,
        admin1 VARCHAR, latitude DOUBLE, longitude DOUBLE, geonames BIGINT, "level" VARCHAR
    )[] NOT NULL,
    times STRUCT(
        "start" BIGINT, "end" BIGINT, "text" VARCHAR, "from" VARCHAR, "to" VARCHAR,
        grain VARCHAR, kind VARCHAR, basis VARCHAR
    )[] NOT NULL,
    quotations STRUCT(
        content BIGINT[][],
        kind VARCHAR,
        "source" STRUCT(
            "start" BIGINT, "end" BIGINT, "text" VARCHAR, "name" VARCHAR, country VARCHAR,
            sectors VARCHAR[], kind VARCHAR, wikidata VARCHAR, implied BOOLEAN, evidence VARCHAR[]
        ),
        cue STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)
    )[] NOT NULL,
    warnings VARCHAR[] NOT NULL,
    extra VARCHAR NOT NULL,
    extracted BOOLEAN NOT NULL,
    "text" VARCHAR,
    text_length BIGINT,
    text_sha256 VARCHAR,
    input_sha256 VARCHAR,
    signature BLOB,
    coder BIGINT NOT NULL,
    stored TIMESTAMP NOT NULL
);

CREATE TABLE events (
    document BIGINT NOT NULL,
    number BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    "type" VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    sentence BIGINT NOT NULL,
    "trigger" STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR) NOT NULL,
    mentions STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, sentence BIGINT)[] NOT NULL,
    actors STRUCT(
        "start" BIGINT, "end" BIGINT, "text" VARCHAR, "name" VARCHAR, country VARCHAR,
        sectors VARCHAR[], kind VARCHAR, wikidata VARCHAR, implied BOOLEAN, evidence VARCHAR[]
    )[] NOT NULL,
    recipients STRUCT(
        "start" BIGINT, "end" BIGINT, "text" VARCHAR, "name" VARCHAR, country VARCHAR,
        sectors VARCHAR[], kind VARCHAR, wikidata VARCHAR, implied BOOLEAN, evidence VARCHAR[]
    )[] NOT NULL,
    status VARCHAR NOT NULL,
    historical BOOLEAN NOT NULL,
    "date" STRUCT(
        "from" VARCHAR, "to" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, basis VARCHAR
    ),
    place STRUCT(
        "start" BIGINT, "end" BIGINT, "text" VARCHAR, "name" VARCHAR, country VARCHAR,
        admin1 VARCHAR, latitude DOUBLE, longitude DOUBLE, geonames BIGINT, "level" VARCHAR
    ),
    claims STRUCT(
        "source" STRUCT(
            "start" BIGINT, "end" BIGINT, "text" VARCHAR, "name" VARCHAR, country VARCHAR,
            sectors VARCHAR[], kind VARCHAR, wikidata VARCHAR, implied BOOLEAN, evidence VARCHAR[]
        ),
        stance VARCHAR,
        cue STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)
    )[] NOT NULL,
    counts STRUCT(
        killed BIGINT, injured BIGINT, arrested BIGINT, displaced BIGINT, crowd BIGINT
    ) NOT NULL,
    count_details STRUCT(
        kind VARCHAR, low BIGINT, high BIGINT, "start" BIGINT, "end" BIGINT, "text" VARCHAR
    )[] NOT NULL,
    links STRUCT(
        relation VARCHAR, event VARCHAR, cue STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)
    )[] NOT NULL,
    score DOUBLE,
    quad VARCHAR NOT NULL,
    cameo VARCHAR,
    confidence DOUBLE NOT NULL,
    evidence VARCHAR[] NOT NULL
);

-- The same article under another address: it is not coded again.
CREATE TABLE copies (
    id VARCHAR NOT NULL,
    original BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL,
    title VARCHAR,
    published VARCHAR,
    publisher VARCHAR,
    url VARCHAR,
    text_sha256 VARCHAR NOT NULL,
    input_sha256 VARCHAR NOT NULL,
    stored TIMESTAMP NOT NULL
);

-- What could not be read or coded, with the whole record that says why, as JSON.
CREATE TABLE refusals (
    id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    "record" VARCHAR NOT NULL,
    stored TIMESTAMP NOT NULL
);
