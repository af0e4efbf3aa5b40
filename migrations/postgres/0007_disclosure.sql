-- How much of each project is told, who orders it, and what its versions were.

ALTER TABLE project ADD COLUMN authority TEXT COLLATE "C";
ALTER TABLE project ADD COLUMN authority_name TEXT NOT NULL DEFAULT '';
-- The items of the CoST standard as bits, and how many they are; -1 until the program has read the document again.
ALTER TABLE project ADD COLUMN disclosed BIGINT NOT NULL DEFAULT -1;
ALTER TABLE project ADD COLUMN score BIGINT NOT NULL DEFAULT 0;
-- The works of an authority, dearest first.
CREATE INDEX project_of_authority ON project (authority, kopiykas, id);

-- Every version of a document since the first that was changed here; rows are only ever added.
CREATE TABLE project_version (
    project    TEXT COLLATE "C" NOT NULL REFERENCES project (id),
    version    BIGINT NOT NULL,
    document   TEXT   NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (project, version)
);
