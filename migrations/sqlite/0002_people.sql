-- People: units, accounts, sessions, second factors, passkeys, roles. Secrets are kept as SHA-256 of 256-bit tokens.

CREATE TABLE unit (
    id      TEXT NOT NULL PRIMARY KEY,
    code    TEXT NOT NULL UNIQUE,
    name_uk TEXT NOT NULL,
    name_en TEXT NOT NULL,
    phone   TEXT
);

CREATE TABLE person (
    id            TEXT   NOT NULL PRIMARY KEY,
    email         TEXT   NOT NULL,
    -- In lower case: one account for one mailbox.
    email_key     TEXT   NOT NULL UNIQUE,
    name          TEXT   NOT NULL,
    name_fold     TEXT   NOT NULL,
    language      TEXT   NOT NULL CHECK (language IN ('uk', 'en')),
    identity      TEXT   NOT NULL CHECK (identity IN ('email', 'verified')),
    -- One person for one tax number, whoever checked it.
    tax_number    TEXT   UNIQUE,
    password_hash TEXT,
    -- A made-up person of the demonstration.
    is_demo       BIGINT NOT NULL DEFAULT 0,
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    CHECK ((identity = 'verified') = (tax_number IS NOT NULL))
);

-- A sign-up waits for its confirmation by mail; the account comes into being with it.
CREATE TABLE sign_up (
    token_hash    TEXT   NOT NULL PRIMARY KEY,
    email         TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    language      TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    expires_at    BIGINT NOT NULL
);
-- Removing those that nobody confirmed.
CREATE INDEX sign_up_by_end ON sign_up (expires_at);

CREATE TABLE password_reset (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id),
    expires_at BIGINT NOT NULL
);
-- Ending every reset of a person when the password has changed.
CREATE INDEX password_reset_of_person ON password_reset (person);

CREATE TABLE session (
    id            TEXT   NOT NULL PRIMARY KEY,
    token_hash    TEXT   NOT NULL UNIQUE,
    person        TEXT   NOT NULL REFERENCES person (id),
    second_factor TEXT   NOT NULL CHECK (second_factor IN ('not_asked', 'awaited', 'confirmed')),
    device        TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    last_seen_at  BIGINT NOT NULL
);
-- A person's list of sessions, and ending them all.
CREATE INDEX session_of_person ON session (person);

CREATE TABLE role_grant (
    id         TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id),
    role       TEXT   NOT NULL,
    -- NULL: in the whole community.
    unit       TEXT   REFERENCES unit (id),
    granted_at BIGINT NOT NULL
);
-- The roles of a person, each once.
CREATE UNIQUE INDEX role_grant_once ON role_grant (person, role, COALESCE(unit, ''));

-- Attempts within a window of time, by a digest of what is limited.
CREATE TABLE attempt (
    attempt_key    TEXT   NOT NULL PRIMARY KEY,
    number         BIGINT NOT NULL,
    window_ends_at BIGINT NOT NULL
);

CREATE TABLE totp (
    person       TEXT   NOT NULL PRIMARY KEY REFERENCES person (id),
    secret       TEXT   NOT NULL,
    confirmed_at BIGINT,
    -- The time step of the last accepted code: no code is accepted twice.
    last_step    BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
    person    TEXT NOT NULL REFERENCES person (id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (person, code_hash)
);

CREATE TABLE passkey (
    id            TEXT   NOT NULL PRIMARY KEY,
    person        TEXT   NOT NULL REFERENCES person (id),
    credential_id TEXT   NOT NULL UNIQUE,
    credential    TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    last_used_at  BIGINT
);
-- A person's list of passkeys.
CREATE INDEX passkey_of_person ON passkey (person);

-- What the server must remember between the two halves of a passkey ceremony; taken once.
CREATE TABLE passkey_challenge (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   REFERENCES person (id),
    state      TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

-- A visit to the identity provider that has not come back yet; taken once.
CREATE TABLE identity_visit (
    state_hash TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id),
    nonce      TEXT   NOT NULL,
    verifier   TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);
