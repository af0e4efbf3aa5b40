-- Files of all projects that a job has made ahead; the bytes lie in the folder of exports, named by their digests.

CREATE TABLE open_data_file (
    format        TEXT   NOT NULL PRIMARY KEY, -- package, csv, geojson
    state         TEXT   NOT NULL,             -- names what the file was made of
    digest        TEXT   NOT NULL,             -- SHA-256 of the bytes
    size_bytes    BIGINT NOT NULL,
    packed_digest TEXT   NOT NULL,             -- SHA-256 of the same, packed by gzip
    packed_bytes  BIGINT NOT NULL,
    projects      BIGINT NOT NULL,
    as_of         BIGINT NOT NULL,             -- the latest change that the file tells of
    made_at       BIGINT NOT NULL
);
