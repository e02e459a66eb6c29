-- +goose Up

-- The organs that are left out of a year's consolidated report, and why; public.
CREATE TABLE exclusions (
    year      INTEGER NOT NULL,
    agency_id TEXT    NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    reason    TEXT    NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (year, agency_id)
);

-- The consolidated reports that are settled, with their sums then, as JSON; public.
CREATE TABLE consolidation_locks (
    year      INTEGER  NOT NULL PRIMARY KEY,
    locked_at {{time}} NOT NULL,
    sums      TEXT     NOT NULL
);

-- +goose Down
DROP TABLE consolidation_locks;
DROP TABLE exclusions;
