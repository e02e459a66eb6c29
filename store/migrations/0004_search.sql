-- +goose Up

-- How an agency's names are spelled in Latin letters: in full and by initials, in lower case.
CREATE TABLE agency_spellings (
    agency_id TEXT NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    spelling  TEXT NOT NULL,
    PRIMARY KEY (agency_id, spelling)
);
INSERT INTO agency_spellings (agency_id, spelling) SELECT id, lower(pinyin) FROM agencies WHERE pinyin <> '';

-- The prose of current revisions as searches compare it: models.Fold.
CREATE TABLE search_texts (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    section     INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    PRIMARY KEY (revision_id, section)
);
INSERT INTO search_texts (revision_id, section, body)
    SELECT t.revision_id, t.section, lower(t.body) FROM texts t JOIN reports r ON r.current_id = t.revision_id WHERE t.section IN (1, 5, 6);

-- +goose Down
DROP TABLE search_texts;
DROP TABLE agency_spellings;
