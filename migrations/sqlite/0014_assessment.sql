-- Learning: tests that people take, question by question.

CREATE TABLE test_sitting (
    id               TEXT   NOT NULL PRIMARY KEY,
    learner          TEXT   NOT NULL REFERENCES learner (id),
    -- overall, by_area
    goal             TEXT   NOT NULL,
    -- How the person saw themselves before: level by area, as JSON.
    reflection       TEXT   NOT NULL,
    -- How many lessons were finished when it began: pairs of tests tell what lessons did.
    lessons_finished BIGINT NOT NULL,
    started_at       BIGINT NOT NULL,
    finished_at      BIGINT,
    -- precise, longest, stopped, nothing_left
    ending           TEXT,
    -- What was measured, in thousandths of a logit, and its level.
    ability_m        BIGINT,
    error_m          BIGINT,
    level            TEXT
);
-- The tests of a learner, and the one that is running.
CREATE INDEX test_sitting_of_learner ON test_sitting (learner, started_at);
-- Finished tests, for statistics.
CREATE INDEX test_sitting_finished ON test_sitting (finished_at);

CREATE TABLE test_answer (
    sitting      TEXT   NOT NULL REFERENCES test_sitting (id),
    -- From 1 on. The question without `answered_at` is the one that waits.
    number       BIGINT NOT NULL,
    item         TEXT   NOT NULL,
    -- As it was when the item was asked: a later number does not change what was measured.
    difficulty_m BIGINT NOT NULL,
    asked_at     BIGINT NOT NULL,
    -- Nothing where the person did not know.
    answer       TEXT,
    is_right     BIGINT,
    answered_at  BIGINT,
    PRIMARY KEY (sitting, number)
);
CREATE UNIQUE INDEX test_answer_once ON test_answer (sitting, item);
-- The answers to an item, for its statistics.
CREATE INDEX test_answer_of_item ON test_answer (item, is_right);

-- What a finished test measured by area.
CREATE TABLE test_area (
    sitting   TEXT   NOT NULL REFERENCES test_sitting (id),
    area      TEXT   NOT NULL,
    answers   BIGINT NOT NULL,
    -- Nothing where the answers were too few.
    ability_m BIGINT,
    error_m   BIGINT,
    level     TEXT,
    PRIMARY KEY (sitting, area)
);
