-- +goose Up

-- Documents that cannot be read and wait for their figures to be typed in. agency_id is '' and year 0 where nobody could tell yet;
-- an agency may leave the list again, so it is no foreign key.
CREATE TABLE queue_entries (
    sha256    TEXT     NOT NULL PRIMARY KEY REFERENCES sources (sha256),
    name      TEXT     NOT NULL,
    agency_id TEXT     NOT NULL,
    year      INTEGER  NOT NULL CHECK (year = 0 OR year BETWEEN 2008 AND 2200),
    reason    TEXT     NOT NULL CHECK (reason <> ''),
    queued_at {{time}} NOT NULL,
    state     TEXT     NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    closed_at {{time}},
    remark    TEXT     NOT NULL,
    CHECK ((state = 'open') = (closed_at IS NULL)),
    CHECK ((state = 'dropped') = (remark <> ''))
);
CREATE INDEX queue_entries_report ON queue_entries (agency_id, year);

-- +goose Down
DROP TABLE queue_entries;
