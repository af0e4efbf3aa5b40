-- Cabinet: messages inside applications, hearings before refusals, complaints about decisions, ratings.

CREATE TABLE application_message (
    id          TEXT   NOT NULL PRIMARY KEY,
    application TEXT   NOT NULL REFERENCES application (id),
    author      TEXT   NOT NULL,
    author_name TEXT   NOT NULL,
    is_staff    BIGINT NOT NULL,
    content     TEXT   NOT NULL,
    at          BIGINT NOT NULL
);
-- The thread of an application, oldest first.
CREATE INDEX application_message_thread ON application_message (application, at);

CREATE TABLE hearing (
    id           TEXT   NOT NULL PRIMARY KEY,
    application  TEXT   NOT NULL REFERENCES application (id),
    ground       TEXT   NOT NULL,
    motivation   TEXT   NOT NULL,
    asked_at     BIGINT NOT NULL,
    -- The last moment in which the applicant may speak.
    answer_until BIGINT NOT NULL,
    answer       TEXT,
    -- heard, waived, lapsed; NULL while it is awaited.
    outcome      TEXT,
    ended_at     BIGINT
);
-- The hearings of an application, the newest first; at most one is awaited.
CREATE INDEX hearing_of_application ON hearing (application, asked_at);
CREATE UNIQUE INDEX hearing_awaited ON hearing (application) WHERE outcome IS NULL;

CREATE TABLE appeal (
    id          TEXT   NOT NULL PRIMARY KEY,
    application TEXT   NOT NULL REFERENCES application (id),
    content     TEXT   NOT NULL,
    -- Who made the decision: never decides about the complaint.
    decider     TEXT,
    filed_at    BIGINT NOT NULL,
    -- 1 when the decision was annulled, 0 when it stays; NULL while it is awaited.
    annuls      BIGINT,
    reason      TEXT,
    decided_at  BIGINT
);
-- The complaints of an application, the newest first; at most one is awaited.
CREATE INDEX appeal_of_application ON appeal (application, filed_at);
CREATE UNIQUE INDEX appeal_awaited ON appeal (application) WHERE decided_at IS NULL;

CREATE TABLE rating (
    application TEXT   NOT NULL PRIMARY KEY REFERENCES application (id),
    score       BIGINT NOT NULL,
    comment     TEXT   NOT NULL,
    at          BIGINT NOT NULL
);

-- The longer term that the head of the unit has set: the code of the rule on the card.
ALTER TABLE application ADD COLUMN extended_term TEXT;
