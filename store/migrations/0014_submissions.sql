-- +goose Up

-- When a revision became public; NULL for one that never was. Whatever was imported before submissions existed was published at once.
ALTER TABLE revisions ADD COLUMN published_at {{time}};
UPDATE revisions SET published_at = created_at WHERE report_id IN (SELECT id FROM reports WHERE status = 'published');

-- What the office works on: the revision of a report that was handed in and is not public. A report has at most one, beside what is
-- public of it. version counts every change, so that two people cannot overwrite each other unawares.
CREATE TABLE submissions (
    report_id    INTEGER  NOT NULL PRIMARY KEY REFERENCES reports (id),
    revision_id  INTEGER  NOT NULL REFERENCES revisions (id),
    state        TEXT     NOT NULL CHECK (state IN ('received', 'problems', 'returned', 'accepted')),
    version      INTEGER  NOT NULL,
    reason       TEXT     NOT NULL,
    handed_in_by TEXT     NOT NULL,
    handed_in_at {{time}} NOT NULL,
    changed_by   TEXT     NOT NULL,
    changed_at   {{time}} NOT NULL
);

-- Findings that the office confirmed: the figures are right although a rule fails, for a reason that is published with them. finding
-- is what the finding says, values included, so that a decision outlives a new run of the checks and lapses with other figures.
CREATE TABLE decisions (
    report_id  INTEGER  NOT NULL REFERENCES reports (id),
    finding    TEXT     NOT NULL,
    reason     TEXT     NOT NULL CHECK (reason <> ''),
    decided_by TEXT     NOT NULL,
    decided_at {{time}} NOT NULL,
    PRIMARY KEY (report_id, finding)
);

-- Why a revision was published in the place of another one; public.
CREATE TABLE revision_reasons (
    revision_id INTEGER NOT NULL PRIMARY KEY REFERENCES revisions (id),
    reason      TEXT    NOT NULL CHECK (reason <> '')
);

-- What was written with a submission: letters that returned it, and remarks on a cell. "key" is the figure, '' for the whole report.
CREATE TABLE remarks (
    id          {{id}},
    report_id   INTEGER  NOT NULL REFERENCES reports (id),
    revision_id INTEGER  NOT NULL REFERENCES revisions (id),
    kind        TEXT     NOT NULL CHECK (kind IN ('letter', 'comment')),
    "key"       TEXT     NOT NULL,
    body        TEXT     NOT NULL CHECK (body <> ''),
    written_by  TEXT     NOT NULL,
    written_at  {{time}} NOT NULL,
    settled_by  TEXT     NOT NULL,
    settled_at  {{time}}
);
CREATE INDEX remarks_report ON remarks (report_id, id);

-- +goose Down
DROP TABLE remarks;
DROP TABLE revision_reasons;
DROP TABLE decisions;
DROP TABLE submissions;
ALTER TABLE revisions DROP COLUMN published_at;
