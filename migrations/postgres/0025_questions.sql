-- Learning: questions to teachers, and what they said.

CREATE TABLE teacher_question (
    id         TEXT   NOT NULL PRIMARY KEY,
    course     TEXT   NOT NULL,
    module     TEXT,
    person     TEXT   NOT NULL REFERENCES person (id),
    content    TEXT   NOT NULL,
    -- waiting, answered, hidden
    state      TEXT   NOT NULL,
    asked_at   BIGINT NOT NULL,
    -- The answer, or why it is hidden.
    reply      TEXT,
    teacher    TEXT,
    replied_at BIGINT,
    CHECK ((reply IS NULL) = (replied_at IS NULL))
);
-- Those of a state, by the time of the answer.
CREATE INDEX teacher_question_of_state ON teacher_question (state, replied_at, id);
-- One's own.
CREATE INDEX teacher_question_of_person ON teacher_question (person, asked_at);
