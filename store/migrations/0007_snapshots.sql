-- +goose Up

-- Dated states of the published data. Nothing here is ever changed: what cites a snapshot finds the same numbers for ever.
CREATE TABLE snapshots (
    id         TEXT     NOT NULL PRIMARY KEY CHECK (id <> ''),
    no         INTEGER  NOT NULL UNIQUE CHECK (no >= 1),
    version    BIGINT   NOT NULL,
    created_at {{time}} NOT NULL,
    note       TEXT     NOT NULL,
    reports    INTEGER  NOT NULL,
    figures    INTEGER  NOT NULL,
    content    TEXT     NOT NULL CHECK (length(content) = 64)
);

-- Finished files, in the order of "no". Number 0 is the snapshot's database, from which its pages are made.
CREATE TABLE snapshot_files (
    snapshot_id TEXT    NOT NULL REFERENCES snapshots (id),
    name        TEXT    NOT NULL CHECK (name <> ''),
    no          INTEGER NOT NULL,
    file        TEXT    NOT NULL,
    format      TEXT    NOT NULL,
    "rows"      BIGINT  NOT NULL,
    bytes       BIGINT  NOT NULL,
    sha256      TEXT    NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (snapshot_id, name),
    UNIQUE (snapshot_id, no)
);

-- Pieces of files of at most 1 MiB, each kept once; sha256 and size are those of the bytes before compression (Zstandard).
CREATE TABLE snapshot_chunks (
    sha256 TEXT      NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    size   INTEGER   NOT NULL,
    data   {{bytes}} NOT NULL
);

CREATE TABLE snapshot_parts (
    snapshot_id TEXT    NOT NULL REFERENCES snapshots (id),
    name        TEXT    NOT NULL,
    no          INTEGER NOT NULL,
    sha256      TEXT    NOT NULL REFERENCES snapshot_chunks (sha256),
    PRIMARY KEY (snapshot_id, name, no)
);

-- +goose Down
DROP TABLE snapshot_parts;
DROP TABLE snapshot_chunks;
DROP TABLE snapshot_files;
DROP TABLE snapshots;
