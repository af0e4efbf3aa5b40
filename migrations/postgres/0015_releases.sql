-- Releases of the open data. What was published stays as it was, byte for byte: the database refuses every change. A document
-- that several releases share is kept once. A release is sealed by its row, which is written last.

CREATE TABLE dataset_document (
    digest   TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the document
    document TEXT NOT NULL
);

CREATE TABLE dataset_project (
    release  BIGINT NOT NULL, -- number of the release
    position BIGINT NOT NULL, -- place in the package, counted from 0
    project  TEXT   NOT NULL,
    digest   TEXT   NOT NULL REFERENCES dataset_document (digest),
    PRIMARY KEY (release, position)
);
-- The same project in another release.
CREATE UNIQUE INDEX dataset_project_by_id ON dataset_project (release, project);

CREATE TABLE dataset_release (
    number       BIGINT NOT NULL PRIMARY KEY, -- counted from 1
    name         TEXT   NOT NULL UNIQUE,      -- the address: 2026-11-25, the second of a day 2026-11-25-2
    published_at BIGINT NOT NULL,
    publisher    TEXT   NOT NULL,
    note         TEXT   NOT NULL,
    head         TEXT   NOT NULL, -- what stands before the first project
    state        TEXT   NOT NULL, -- SHA-256 of all ids and digests: tells whether anything has changed since
    digest       TEXT   NOT NULL, -- SHA-256 of the package
    size_bytes   BIGINT NOT NULL,
    report       TEXT   NOT NULL
);

CREATE FUNCTION refuse_change_of_release() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'releases never change'; END $$;
CREATE FUNCTION refuse_addition_to_release() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF EXISTS (SELECT 1 FROM dataset_release WHERE number = NEW.release) THEN
        RAISE EXCEPTION 'releases never change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dataset_release_is_never_changed BEFORE UPDATE OR DELETE ON dataset_release
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_release();
CREATE TRIGGER dataset_project_is_never_added BEFORE INSERT ON dataset_project
FOR EACH ROW EXECUTE FUNCTION refuse_addition_to_release();
CREATE TRIGGER dataset_project_is_never_changed BEFORE UPDATE OR DELETE ON dataset_project
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_release();
CREATE TRIGGER dataset_document_is_never_changed BEFORE UPDATE OR DELETE ON dataset_document
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_release();
