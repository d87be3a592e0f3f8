-- What people say of the coding. A row is never deleted: who takes something back notes when.
-- docs/store.md tells each column.

CREATE TABLE corrections (
    number BIGINT NOT NULL,
    document VARCHAR NOT NULL,
    event VARCHAR,
    verdict VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    note VARCHAR,
    fields VARCHAR NOT NULL,
    was VARCHAR,
    text_sha256 VARCHAR,
    made TIMESTAMP NOT NULL,
    undone TIMESTAMP
);
