-- +goose Up

-- What visitors wrote to the office; nothing of it is public.
CREATE TABLE feedback (
    reference   TEXT     NOT NULL PRIMARY KEY CHECK (reference <> ''),
    kind        TEXT     NOT NULL CHECK (kind IN ('wrong', 'unreadable', 'missing', 'proposal')),
    about       TEXT     NOT NULL,
    message     TEXT     NOT NULL CHECK (message <> ''),
    contact     TEXT     NOT NULL,
    lang        TEXT     NOT NULL,
    received_at {{time}} NOT NULL,
    state       TEXT     NOT NULL CHECK (state IN ('new', 'done')),
    done_at     {{time}},
    remark      TEXT     NOT NULL,
    CHECK ((state = 'new') = (done_at IS NULL))
);
CREATE INDEX feedback_state ON feedback (state, received_at);

-- +goose Down
DROP TABLE feedback;
