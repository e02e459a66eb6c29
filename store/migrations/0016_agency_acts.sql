-- +goose Up

-- Why an agency owes no report for a year; public.
CREATE TABLE exemptions (
    agency_id TEXT    NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    year      INTEGER NOT NULL,
    reason    TEXT    NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (agency_id, year)
);

-- What was done to the list of agencies, with what was there before and after, as JSON: by it an act is shown and taken back. Rows are
-- added and never removed; of an act that was taken back, undone_by names the one that did.
CREATE TABLE agency_acts (
    id        {{id}},
    at        {{time}} NOT NULL,
    actor     TEXT     NOT NULL,
    kind      TEXT     NOT NULL CHECK (kind IN ('added', 'changed', 'removed', 'succession', 'imported', 'loaded', 'undone')),
    note      TEXT     NOT NULL,
    change    TEXT     NOT NULL,
    touched   TEXT     NOT NULL,
    undoes    INTEGER  NOT NULL,
    undone_by INTEGER  NOT NULL
);

-- +goose Down
DROP TABLE agency_acts;
DROP TABLE exemptions;
