-- Projects, their suppliers and sectors, and public comments. The document is kept whole and apart, so that lists
-- never read it; the columns are what lists, map and search need, filled in by Rust from the document.

CREATE TABLE project (
    id           TEXT   NOT NULL PRIMARY KEY,
    title        TEXT   NOT NULL,
    title_key    TEXT   NOT NULL, -- sorts in the order of the Ukrainian alphabet, byte by byte
    search_text  TEXT   NOT NULL, -- folded: title, description, address, suppliers, id
    status       TEXT,
    project_type TEXT,
    sectors      TEXT   NOT NULL, -- codes, joined by spaces, as the exports show them
    year_from    BIGINT,
    year_to      BIGINT,
    amount       BIGINT,
    currency     TEXT,
    kopiykas     BIGINT NOT NULL, -- the cost when it is in hryvnias, else -1: sorted, compared and added up
    year_rank    BIGINT NOT NULL, -- the last year, or 0
    address      TEXT   NOT NULL,
    supplier     TEXT   NOT NULL, -- name of the first
    longitude    DOUBLE PRECISION,
    latitude     DOUBLE PRECISION,
    digest       TEXT   NOT NULL, -- of the document: tells whether an import changes it
    version      BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
-- The list, dearest first, latest first, by title.
CREATE INDEX project_by_cost ON project (kopiykas, id);
CREATE INDEX project_by_year ON project (year_rank, kopiykas, id);
CREATE INDEX project_by_title ON project (title_key, id);
-- Count and sum of a list without reading its rows.
CREATE INDEX project_sums ON project (status, project_type, year_from, year_to, kopiykas, longitude, latitude);
-- The revision of the open data.
CREATE INDEX project_revision ON project (updated_at, version);

CREATE TABLE project_document (
    project  TEXT NOT NULL PRIMARY KEY REFERENCES project (id),
    document TEXT NOT NULL
);

CREATE TABLE supplier (
    id   TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE project_supplier (
    supplier TEXT NOT NULL REFERENCES supplier (id),
    project  TEXT NOT NULL REFERENCES project (id),
    PRIMARY KEY (supplier, project)
);
-- Replacing the suppliers of one project.
CREATE INDEX project_supplier_of_project ON project_supplier (project);

CREATE TABLE project_sector (
    sector  TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES project (id),
    PRIMARY KEY (sector, project)
);
-- Replacing the sectors of one project.
CREATE INDEX project_sector_of_project ON project_sector (project);

CREATE TABLE project_comment (
    id                 TEXT   NOT NULL PRIMARY KEY,
    project            TEXT   NOT NULL REFERENCES project (id),
    parent             TEXT   REFERENCES project_comment (id),
    author             TEXT   NOT NULL,
    author_name        TEXT   NOT NULL,
    body               TEXT   NOT NULL,
    state              TEXT   NOT NULL CHECK (state IN ('pending', 'published', 'hidden')),
    reason             TEXT,
    written_at         BIGINT NOT NULL,
    judged_at          BIGINT,
    answer             TEXT,
    answer_author      TEXT,
    answer_author_name TEXT,
    answered_at        BIGINT,
    version            BIGINT NOT NULL
);
-- Comments of a project, oldest first.
CREATE INDEX project_comment_of_project ON project_comment (project, written_at, id);
-- The queue of the moderators, oldest first.
CREATE INDEX project_comment_by_state ON project_comment (state, written_at, id);
-- How much a person wrote within the last hour.
CREATE INDEX project_comment_of_author ON project_comment (author, written_at);
