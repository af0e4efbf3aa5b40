-- Cabinet: cards as they were when somebody applied, registration journals, drafts, applications, corrections.

-- Applications keep the version of the card under which they were registered.
CREATE TABLE service_card (
    service TEXT   NOT NULL,
    version BIGINT NOT NULL,
    content TEXT   NOT NULL,
    PRIMARY KEY (service, version)
);

-- The last ordinal given in a journal and a year; taken in the transaction of the registration, so without gaps.
CREATE TABLE journal (
    code         TEXT   NOT NULL,
    year         BIGINT NOT NULL,
    last_ordinal BIGINT NOT NULL,
    PRIMARY KEY (code, year)
);

CREATE TABLE draft (
    id           TEXT   NOT NULL PRIMARY KEY,
    person       TEXT   NOT NULL,
    service      TEXT   NOT NULL,
    card_version BIGINT NOT NULL,
    answers      TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    -- The application that came of it: set once, with its registration.
    application  TEXT,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
-- A person's drafts; one that is not submitted for each service.
CREATE UNIQUE INDEX draft_of_person ON draft (person, service) WHERE application IS NULL;
-- Every draft of a person, the last changed first.
CREATE INDEX draft_by_change ON draft (person, updated_at);

CREATE TABLE application (
    id             TEXT   NOT NULL PRIMARY KEY,
    number         TEXT   NOT NULL UNIQUE,
    -- However often a draft is sent, one application comes of it.
    draft          TEXT   NOT NULL UNIQUE,
    service        TEXT   NOT NULL,
    card_version   BIGINT NOT NULL,
    person         TEXT   NOT NULL,
    person_name    TEXT   NOT NULL,
    unit           TEXT   NOT NULL REFERENCES unit (id),
    answers        TEXT   NOT NULL,
    state          TEXT   NOT NULL,
    officer        TEXT,
    officer_name   TEXT,
    decision_text  TEXT,
    refusal_ground TEXT,
    version        BIGINT NOT NULL,
    submitted_at   BIGINT NOT NULL,
    changed_at     BIGINT NOT NULL,
    decided_at     BIGINT,
    -- The moment after which it is late; NULL while the clock stands.
    due_at         BIGINT,
    FOREIGN KEY (service, card_version) REFERENCES service_card (service, version)
);
-- A person's applications, the last changed first.
CREATE INDEX application_of_person ON application (person, changed_at);
-- The queue of a unit, the most urgent first.
CREATE INDEX application_queue ON application (unit, state, due_at);

CREATE TABLE correction (
    id          TEXT   NOT NULL PRIMARY KEY,
    application TEXT   NOT NULL REFERENCES application (id),
    remarks     TEXT   NOT NULL,
    asked_at    BIGINT NOT NULL,
    answered_at BIGINT
);
-- The corrections of an application; at most one is awaited.
CREATE INDEX correction_of_application ON correction (application, asked_at);
CREATE UNIQUE INDEX correction_awaited ON correction (application) WHERE answered_at IS NULL;
