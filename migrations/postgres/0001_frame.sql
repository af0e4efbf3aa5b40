-- Events, jobs, the log of looks at personal data, files. Ids are UUIDv7 texts, times are milliseconds in UTC.

CREATE TABLE event (
    id              TEXT   NOT NULL PRIMARY KEY,
    at              BIGINT NOT NULL,
    author_kind     TEXT   NOT NULL CHECK (author_kind IN ('person', 'anonymous', 'system')),
    author_id       TEXT,
    on_behalf_of    TEXT,
    subject_kind    TEXT   NOT NULL,
    subject_id      TEXT   NOT NULL,
    subject_version BIGINT NOT NULL,
    kind            TEXT   NOT NULL,
    reason          TEXT,
    data            TEXT   NOT NULL
);
-- The history of one thing; also refuses two events for one version of it.
CREATE UNIQUE INDEX event_of_subject ON event (subject_kind, subject_id, subject_version, id);
-- The newest events of one person, for the administrator's page.
CREATE INDEX event_of_author ON event (author_id, at);

CREATE FUNCTION refuse_change_of_event() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON event
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_event();

CREATE TABLE job (
    id           TEXT   NOT NULL PRIMARY KEY,
    kind         TEXT   NOT NULL,
    payload      TEXT   NOT NULL,
    job_key      TEXT   NOT NULL UNIQUE,
    state        TEXT   NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
    attempts     BIGINT NOT NULL,
    run_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT,
    last_error   TEXT
);
-- Claiming due jobs.
CREATE INDEX job_due ON job (state, run_at, id);

CREATE TABLE access_log (
    id           TEXT   NOT NULL PRIMARY KEY,
    at           BIGINT NOT NULL,
    reader       TEXT   NOT NULL,
    reader_name  TEXT   NOT NULL,
    person       TEXT   NOT NULL,
    subject_kind TEXT   NOT NULL,
    subject_id   TEXT   NOT NULL,
    purpose      TEXT   NOT NULL
);
-- A person reads who looked at their data, newest first.
CREATE INDEX access_log_of_person ON access_log (person, at);

CREATE TABLE file (
    id         TEXT   NOT NULL PRIMARY KEY,
    digest     TEXT   NOT NULL,
    size_bytes BIGINT NOT NULL,
    media_type TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    owner      TEXT   NOT NULL,
    thumbnail  TEXT,
    created_at BIGINT NOT NULL
);
-- Whether an object is still needed.
CREATE INDEX file_of_digest ON file (digest);
