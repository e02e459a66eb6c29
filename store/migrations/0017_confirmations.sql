-- +goose Up

-- Findings of public revisions that the office confirmed, and why; public. They are copied from decisions when a revision is published,
-- so that what is decided on a correction under way stays inside until the correction is out.
CREATE TABLE confirmations (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    finding     TEXT    NOT NULL,
    reason      TEXT    NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (revision_id, finding)
);

-- +goose Down
DROP TABLE confirmations;
