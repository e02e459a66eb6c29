-- +goose Up

-- People who sign in. They are never removed, because the audit names them; a disabled one can do nothing. An empty password is none:
-- its user has not used an invitation yet.
CREATE TABLE users (
    id           {{id}},
    name         TEXT     NOT NULL UNIQUE CHECK (name <> ''),
    person       TEXT     NOT NULL,
    role         TEXT     NOT NULL CHECK (role IN ('admin', 'office', 'bureau')),
    password     TEXT     NOT NULL,
    disabled     BOOLEAN  NOT NULL,
    created_at   {{time}} NOT NULL,
    signed_in_at {{time}}
);

-- The agencies that a user of a bureau acts for.
CREATE TABLE user_agencies (
    user_id   INTEGER NOT NULL REFERENCES users (id),
    agency_id TEXT    NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, agency_id)
);

-- Of secrets that a browser, a link or a program holds, only a hash is kept here.
CREATE TABLE sessions (
    hash       TEXT     NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    user_id    INTEGER  NOT NULL REFERENCES users (id),
    created_at {{time}} NOT NULL,
    seen_at    {{time}} NOT NULL,
    origin     TEXT     NOT NULL,
    agent      TEXT     NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE invitations (
    hash       TEXT     NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    user_id    INTEGER  NOT NULL REFERENCES users (id),
    created_at {{time}} NOT NULL,
    expires_at {{time}} NOT NULL
);
CREATE INDEX invitations_user ON invitations (user_id);

CREATE TABLE tokens (
    id         {{id}},
    user_id    INTEGER  NOT NULL REFERENCES users (id),
    label      TEXT     NOT NULL CHECK (label <> ''),
    hash       TEXT     NOT NULL UNIQUE CHECK (length(hash) = 64),
    scope      TEXT     NOT NULL CHECK (scope IN ('read', 'hand_in')),
    created_at {{time}} NOT NULL,
    expires_at {{time}} NOT NULL,
    used_at    {{time}},
    revoked_at {{time}}
);
CREATE INDEX tokens_user ON tokens (user_id);

-- What counts against whoever tries to sign in: one row a try for each of an account at an address, an account, and an address.
CREATE TABLE sign_in_attempts (
    id     {{id}},
    "key"  TEXT     NOT NULL,
    at     {{time}} NOT NULL
);
CREATE INDEX sign_in_attempts_key ON sign_in_attempts ("key", at);
CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);

-- Who did what when. Rows are only ever added: the database refuses to change or to remove one. user_id is 0, and actor empty, for the
-- command line.
CREATE TABLE audit_log (
    id      {{id}},
    at      {{time}} NOT NULL,
    user_id INTEGER  NOT NULL,
    actor   TEXT     NOT NULL,
    origin  TEXT     NOT NULL,
    action  TEXT     NOT NULL CHECK (action <> ''),
    object  TEXT     NOT NULL,
    details TEXT     NOT NULL
);
CREATE INDEX audit_log_at ON audit_log (at);

{{keep audit_log}}

-- +goose Down
DROP TABLE audit_log;
{{forget audit_log}}
DROP TABLE sign_in_attempts;
DROP TABLE tokens;
DROP TABLE invitations;
DROP TABLE sessions;
DROP TABLE user_agencies;
DROP TABLE users;
