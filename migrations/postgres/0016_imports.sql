-- Imports that were done, with what each of them wrote, so that one can be taken back as one change.

CREATE TABLE project_import (
    id            TEXT   NOT NULL PRIMARY KEY,
    imported_at   BIGINT NOT NULL,
    author        TEXT   NOT NULL, -- name; empty when the program imported
    created       BIGINT NOT NULL,
    changed       BIGINT NOT NULL,
    undone_at     BIGINT,
    undone_author TEXT,
    undone_reason TEXT
);
-- The latest imports.
CREATE INDEX project_import_by_time ON project_import (imported_at, id);

CREATE TABLE project_import_item (
    import_id TEXT   NOT NULL,
    position  BIGINT NOT NULL, -- place among the projects that the import wrote, counted from 0
    project   TEXT   NOT NULL,
    digest    TEXT   NOT NULL, -- of the document that it wrote
    replaced  BIGINT,          -- the version that it replaced
    PRIMARY KEY (import_id, position)
);

-- Every version of the projects that were taken back; rows are only ever added.
CREATE TABLE project_taken_back (
    import_id  TEXT   NOT NULL,
    project    TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    document   TEXT   NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (import_id, project, version)
);
