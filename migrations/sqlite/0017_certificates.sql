-- Learning: certificates of courses, their revocations, and the same on paper.

CREATE TABLE certificate (
    id              TEXT   NOT NULL PRIMARY KEY,
    -- What is printed: the address of the page that checks it.
    code            TEXT   NOT NULL UNIQUE,
    learner         TEXT   NOT NULL REFERENCES learner (id),
    course          TEXT   NOT NULL,
    course_version  BIGINT NOT NULL,
    -- What it states of the course and under which name, as JSON.
    statement       TEXT   NOT NULL,
    holder          TEXT   NOT NULL,
    -- The signed credential, byte for byte.
    credential      TEXT   NOT NULL,
    -- Public, so that old certificates can be checked after a change of the key.
    signing_key     TEXT   NOT NULL,
    -- The place in the public list of revocations; drawn by lot.
    status_list     BIGINT NOT NULL,
    status_position BIGINT NOT NULL,
    issued_at       BIGINT NOT NULL,
    -- Nothing where it does not run out.
    valid_until     BIGINT,
    UNIQUE (status_list, status_position)
);
-- The certificates of a learner.
CREATE INDEX certificate_of_learner ON certificate (learner, issued_at);

CREATE TABLE certificate_revocation (
    certificate TEXT   NOT NULL PRIMARY KEY REFERENCES certificate (id),
    -- mistake, not_own_work, holder_asked, replaced
    reason      TEXT   NOT NULL,
    revoked_at  BIGINT NOT NULL
);

-- The bytes lie in object storage under their digest.
CREATE TABLE certificate_document (
    certificate TEXT   NOT NULL PRIMARY KEY REFERENCES certificate (id),
    digest      TEXT   NOT NULL,
    size_bytes  BIGINT NOT NULL,
    set_at      BIGINT NOT NULL
);

-- A certificate goes with its learner when two become one; nothing else of it changes.
CREATE TRIGGER certificate_is_never_changed BEFORE UPDATE OF id, code, course, course_version, statement, holder,
    credential, signing_key, status_list, status_position, issued_at, valid_until ON certificate
BEGIN SELECT RAISE(ABORT, 'issued certificates stay as they are'); END;
CREATE TRIGGER certificate_is_never_removed BEFORE DELETE ON certificate
BEGIN SELECT RAISE(ABORT, 'issued certificates stay as they are'); END;
CREATE TRIGGER certificate_revocation_is_never_changed BEFORE UPDATE ON certificate_revocation
BEGIN SELECT RAISE(ABORT, 'a revocation is for ever'); END;
CREATE TRIGGER certificate_revocation_is_never_removed BEFORE DELETE ON certificate_revocation
BEGIN SELECT RAISE(ABORT, 'a revocation is for ever'); END;
CREATE TRIGGER certificate_document_is_never_changed BEFORE UPDATE ON certificate_document
BEGIN SELECT RAISE(ABORT, 'issued documents stay as they are'); END;
CREATE TRIGGER certificate_document_is_never_removed BEFORE DELETE ON certificate_document
BEGIN SELECT RAISE(ABORT, 'issued documents stay as they are'); END;
