-- Cabinet: files that go along with a decision and with the drafts of it.

-- A file that an officer attached (neither draft nor decision yet), that a version of a draft holds, or that a decision holds. A
-- file is in several rows on its way; what a draft or a decision held never changes.
CREATE TABLE decision_file (
    application TEXT   NOT NULL REFERENCES application (id),
    file        TEXT   NOT NULL REFERENCES file (id),
    draft       TEXT REFERENCES decision_draft (id),
    -- The moment of the decision, which tells it from one that was annulled.
    decided_at  BIGINT,
    -- Counted from 0, in the order in which the files were attached.
    position    BIGINT NOT NULL,
    CHECK (draft IS NULL OR decided_at IS NULL)
);
-- What was attached to an application, and whether a file was.
CREATE INDEX decision_file_of_application ON decision_file (application, file);
CREATE UNIQUE INDEX decision_file_of_draft ON decision_file (draft, file) WHERE draft IS NOT NULL;
CREATE UNIQUE INDEX decision_file_of_decision ON decision_file (application, decided_at, file) WHERE decided_at IS NOT NULL;
-- Whether a file is one of these, for the archive of one's own data.
CREATE INDEX decision_file_by_file ON decision_file (file);
