-- What people follow, and how often they want letters with its news.

CREATE TABLE project_follow (
    person      TEXT   NOT NULL,
    target      TEXT   NOT NULL, -- project:<id>, or filter:<the pairs of a filter as JSON>
    followed_at BIGINT NOT NULL,
    PRIMARY KEY (person, target)
);

CREATE TABLE project_follower (
    person     TEXT   NOT NULL PRIMARY KEY,
    pace       TEXT   NOT NULL CHECK (pace IN ('daily', 'weekly', 'never')),
    stop_key   TEXT   NOT NULL UNIQUE, -- stands in every letter; stops the letters, and does nothing else
    seen_at    BIGINT NOT NULL,        -- news up to here have been seen on the page
    told_until BIGINT NOT NULL,        -- news up to here went into letters
    version    BIGINT NOT NULL
);

-- What is new: versions and answers by time.
CREATE INDEX project_version_by_time ON project_version (written_at, project, version);
CREATE INDEX project_comment_by_answer ON project_comment (answered_at, id);
