-- Cabinet: decisions on paper. The bytes lie in object storage under their digest.

CREATE TABLE decision_document (
    code                TEXT   NOT NULL PRIMARY KEY,
    application         TEXT   NOT NULL REFERENCES application (id),
    -- The version that the decision made.
    application_version BIGINT NOT NULL,
    is_granted          BIGINT NOT NULL,
    digest              TEXT   NOT NULL,
    size_bytes          BIGINT NOT NULL,
    issued_at           BIGINT NOT NULL,
    UNIQUE (application, application_version)
);

CREATE TRIGGER decision_document_is_never_changed BEFORE UPDATE ON decision_document
BEGIN SELECT RAISE(ABORT, 'issued documents stay as they are'); END;
CREATE TRIGGER decision_document_is_never_removed BEFORE DELETE ON decision_document
BEGIN SELECT RAISE(ABORT, 'issued documents stay as they are'); END;
