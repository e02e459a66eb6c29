-- Words in double braces are what each database calls a thing; dialect.go has them. A table stands before those that refer to it.

-- +goose Up
CREATE TABLE agencies (
    id       TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    position INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    name     TEXT    NOT NULL CHECK (name <> ''),
    pinyin   TEXT    NOT NULL
);

CREATE TABLE agency_names (
    agency_id TEXT    NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    name      TEXT    NOT NULL CHECK (name <> ''),
    alias     BOOLEAN NOT NULL,
    since     TEXT    NOT NULL,
    until     TEXT    NOT NULL,
    PRIMARY KEY (agency_id, name)
);

CREATE TABLE obligations (
    agency_id TEXT    NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    year      INTEGER NOT NULL,
    PRIMARY KEY (agency_id, year)
);

-- A renamed agency is its own successor; an abolished one has none, written ''.
CREATE TABLE successions (
    predecessor_id TEXT NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    successor_id   TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('renamed', 'merged', 'split', 'abolished')),
    happened_on    TEXT NOT NULL,
    PRIMARY KEY (predecessor_id, successor_id, kind, happened_on),
    CHECK ((kind = 'abolished') = (successor_id = '')),
    CHECK ((kind = 'renamed') = (successor_id = predecessor_id))
);

-- current_id is the id of one of the report's revisions. It is no foreign key, because revisions refer to reports already and two
-- tables cannot each stand before the other; the one place that writes it does so with the revision, in one transaction.
CREATE TABLE reports (
    id         {{id}},
    agency_id  TEXT    NOT NULL REFERENCES agencies (id),
    year       INTEGER NOT NULL CHECK (year BETWEEN 2008 AND 2200),
    status     TEXT    NOT NULL CHECK (status IN ('missing', 'received', 'problems', 'returned', 'accepted', 'published')),
    current_id INTEGER NOT NULL,
    UNIQUE (agency_id, year)
);
CREATE INDEX reports_year ON reports (year, agency_id);
CREATE INDEX reports_current ON reports (current_id);

CREATE TABLE revisions (
    id           {{id}},
    report_id    INTEGER   NOT NULL REFERENCES reports (id),
    no           INTEGER   NOT NULL CHECK (no >= 1),
    edition      TEXT      NOT NULL CHECK (edition IN ('2019', '2021')),
    scope        TEXT      NOT NULL CHECK (scope IN ('organ', 'own_level', 'territory')),
    agency_name  TEXT      NOT NULL,
    title        TEXT      NOT NULL,
    title_year   INTEGER   NOT NULL,
    period_year  INTEGER   NOT NULL,
    published_on TEXT      NOT NULL,
    source_url   TEXT      NOT NULL,
    parser_no    INTEGER   NOT NULL,
    created_at   {{time}}  NOT NULL,
    UNIQUE (report_id, no)
);

CREATE TABLE texts (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    section     INTEGER NOT NULL CHECK (section BETWEEN 0 AND 6),
    heading     TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    PRIMARY KEY (revision_id, section)
);

-- A value is a whole number scaled by its measure: pieces, or 0.01 yuan for amounts. NULL is unknown, never 0. A value that is
-- not printed says in its flags how it came about.
CREATE TABLE figures (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    measure     TEXT    NOT NULL,
    applicant   TEXT    NOT NULL,
    value       BIGINT,
    state       TEXT    NOT NULL CHECK (state IN ('reported', 'blank', 'absent', 'unreadable')),
    flags       TEXT    NOT NULL,
    raw         TEXT    NOT NULL,
    place       TEXT    NOT NULL,
    PRIMARY KEY (revision_id, measure, applicant),
    CHECK ((state = 'reported' AND value IS NOT NULL) OR (state <> 'reported' AND (value IS NULL OR flags <> '')))
);
CREATE INDEX figures_measure ON figures (measure, applicant, revision_id);

CREATE TABLE notes (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    no          INTEGER NOT NULL,
    "key"       TEXT    NOT NULL,
    message     TEXT    NOT NULL,
    place       TEXT    NOT NULL,
    PRIMARY KEY (revision_id, no)
);

CREATE TABLE findings (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    no          INTEGER NOT NULL,
    rule        TEXT    NOT NULL,
    severity    TEXT    NOT NULL CHECK (severity IN ('error', 'warning')),
    result      TEXT    NOT NULL CHECK (result IN ('pass', 'fail', 'not_assessable')),
    subject     TEXT    NOT NULL,
    figures     TEXT    NOT NULL,
    details     TEXT    NOT NULL,
    PRIMARY KEY (revision_id, no)
);
CREATE INDEX findings_rule ON findings (rule, result, revision_id);

-- What lists show of a revision, kept with it so that a list reads no figures.
CREATE TABLE revision_counts (
    revision_id    INTEGER NOT NULL PRIMARY KEY REFERENCES revisions (id),
    errors         INTEGER NOT NULL,
    warnings       INTEGER NOT NULL,
    not_assessable INTEGER NOT NULL,
    cells          INTEGER NOT NULL,
    blank          INTEGER NOT NULL,
    absent         INTEGER NOT NULL,
    unreadable     INTEGER NOT NULL
);

-- Original documents, each kept once however many reports it serves.
CREATE TABLE sources (
    sha256       TEXT      NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    name         TEXT      NOT NULL,
    format       TEXT      NOT NULL,
    size         INTEGER   NOT NULL,
    retrieved_at {{time}}  NOT NULL,
    data         {{bytes}} NOT NULL
);

CREATE TABLE revision_sources (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    sha256      TEXT    NOT NULL REFERENCES sources (sha256),
    no          INTEGER NOT NULL,
    PRIMARY KEY (revision_id, sha256)
);
CREATE INDEX revision_sources_sha256 ON revision_sources (sha256);

CREATE TABLE settings (
    "key" TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- The version of the published data: one row, counted up by every transaction that changes what pages show.
CREATE TABLE data_version (
    id         INTEGER   NOT NULL PRIMARY KEY CHECK (id = 1),
    version    BIGINT    NOT NULL,
    changed_at {{time}}  NOT NULL
);
INSERT INTO data_version (id, version, changed_at) VALUES (1, 0, '1970-01-01 00:00:00+00:00');

-- +goose Down
DROP TABLE data_version;
DROP TABLE settings;
DROP TABLE revision_sources;
DROP TABLE sources;
DROP TABLE revision_counts;
DROP TABLE findings;
DROP TABLE notes;
DROP TABLE figures;
DROP TABLE texts;
DROP TABLE revisions;
DROP TABLE reports;
DROP TABLE successions;
DROP TABLE obligations;
DROP TABLE agency_names;
DROP TABLE agencies;
