-- Learning: attempts on the training copy of the cabinet. They live here alone, never among drafts and applications.

CREATE TABLE training_attempt (
    learner    TEXT   NOT NULL REFERENCES learner (id),
    -- The id of a task in content/training.
    task       TEXT   NOT NULL,
    -- Changes with every new attempt.
    id         TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    -- filling, judged, returned, returned_again, passed
    state      TEXT   NOT NULL,
    -- JSON: what was typed into the form.
    answers    TEXT   NOT NULL,
    begun_at   BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    PRIMARY KEY (learner, task)
);
-- Forgetting what nobody has touched for long.
CREATE INDEX training_attempt_touched ON training_attempt (touched_at);
