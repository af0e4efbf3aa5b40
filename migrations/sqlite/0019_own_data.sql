-- People: archives of one's own data. The bytes lie in object storage under their digest until they expire.

CREATE TABLE own_data_export (
    id         TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id),
    language   TEXT   NOT NULL CHECK (language IN ('uk', 'en')),
    asked_at   BIGINT NOT NULL,
    -- NULL until a job has made it.
    size_bytes BIGINT,
    expires_at BIGINT,
    -- NULL before it is made, and again when its bytes were removed.
    digest     TEXT
);
-- A person's list of archives, newest first.
CREATE INDEX own_data_export_of_person ON own_data_export (person, asked_at);
-- Removing those that have expired.
CREATE INDEX own_data_export_by_end ON own_data_export (expires_at);
