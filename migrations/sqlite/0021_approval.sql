-- Cabinet: drafts of decisions, the visas of colleagues, and who signed.

-- Every version of a draft that was sent; what was written in it never changes.
CREATE TABLE decision_draft (
    id                TEXT   NOT NULL PRIMARY KEY,
    application       TEXT   NOT NULL REFERENCES application (id),
    -- Counted from 1 for each application.
    number            BIGINT NOT NULL,
    is_granted        BIGINT NOT NULL,
    content           TEXT   NOT NULL,
    ground            TEXT,
    hearing_exception TEXT,
    author            TEXT   NOT NULL,
    author_name       TEXT   NOT NULL,
    -- series, parallel
    visa_order        TEXT   NOT NULL,
    -- The role that signs it: unit_head, case_officer.
    signer            TEXT   NOT NULL,
    sent_at           BIGINT NOT NULL,
    -- Since when every visa is there.
    ready_at          BIGINT,
    -- signed, returned, recalled, replaced, dropped; NULL while it is under approval.
    outcome           TEXT,
    -- Why whoever was to sign it sent it back.
    remark            TEXT,
    ended_at          BIGINT
);
-- The versions of an application; at most one is under approval.
CREATE UNIQUE INDEX decision_draft_version ON decision_draft (application, number);
CREATE UNIQUE INDEX decision_draft_open ON decision_draft (application) WHERE outcome IS NULL;
-- Those that wait for a signature, for the queue of whoever signs.
CREATE INDEX decision_draft_ready ON decision_draft (application) WHERE outcome IS NULL AND ready_at IS NOT NULL;

CREATE TABLE visa (
    id          TEXT   NOT NULL PRIMARY KEY,
    draft       TEXT   NOT NULL REFERENCES decision_draft (id),
    application TEXT   NOT NULL REFERENCES application (id),
    -- Counted from 0, in the order in which they are asked.
    position    BIGINT NOT NULL,
    person      TEXT   NOT NULL,
    person_name TEXT   NOT NULL,
    role        TEXT   NOT NULL,
    -- Since when it waits for the person; NULL before their turn and after.
    waits_since BIGINT,
    -- approved, returned
    outcome     TEXT,
    remark      TEXT,
    decided_at  BIGINT
);
-- The visas of a draft, in order; each colleague is asked once.
CREATE UNIQUE INDEX visa_position ON visa (draft, position);
CREATE UNIQUE INDEX visa_person ON visa (draft, person);
-- What waits for somebody, for their queue.
CREATE INDEX visa_waiting ON visa (person, application) WHERE waits_since IS NOT NULL;

-- Who signed the decision in force, when that was somebody else than the officer.
ALTER TABLE application ADD COLUMN signer TEXT;
-- Who had signed the decision that is complained about: never decides about the complaint either.
ALTER TABLE appeal ADD COLUMN signer TEXT;
