-- +goose Up

-- Reports that are being typed into the form, as JSON; nothing of them is public.
CREATE TABLE fillings (
    agency_id  TEXT     NOT NULL REFERENCES agencies (id),
    year       INTEGER  NOT NULL CHECK (year BETWEEN 2008 AND 2200),
    version    INTEGER  NOT NULL,
    content    TEXT     NOT NULL,
    changed_by TEXT     NOT NULL,
    changed_at {{time}} NOT NULL,
    PRIMARY KEY (agency_id, year)
);

-- +goose Down
DROP TABLE fillings;
