-- Learning: learners, their devices, lessons as learners began them, what is earned, answers.

-- A learner is a person, or whoever holds a device or the card with the code.
CREATE TABLE learner (
    id         TEXT   NOT NULL PRIMARY KEY,
    -- NULL until the progress is attached to an account.
    person     TEXT   UNIQUE,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Printed cards that carry progress to another device. A code opens progress without a name, so it is kept readable.
CREATE TABLE resume_card (
    code       TEXT   NOT NULL PRIMARY KEY,
    learner    TEXT   NOT NULL REFERENCES learner (id),
    created_at BIGINT NOT NULL
);
-- The oldest card of a learner; more than one only after progress was joined.
CREATE INDEX resume_card_of_learner ON resume_card (learner, created_at);

CREATE TABLE learner_device (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    learner    TEXT   NOT NULL REFERENCES learner (id),
    created_at BIGINT NOT NULL
);
-- The devices of a learner whose progress is attached to an account.
CREATE INDEX learner_device_of_learner ON learner_device (learner);

-- Lessons as somebody began them: an edit does not move the ground under a learner. `lesson` is course/module/lesson.
CREATE TABLE lesson_version (
    lesson  TEXT   NOT NULL,
    version BIGINT NOT NULL,
    content TEXT   NOT NULL,
    PRIMARY KEY (lesson, version)
);

CREATE TABLE lesson_progress (
    learner     TEXT   NOT NULL REFERENCES learner (id),
    lesson      TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    -- The screen to go on with.
    place       TEXT   NOT NULL,
    started_at  BIGINT NOT NULL,
    touched_at  BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (learner, lesson),
    FOREIGN KEY (lesson, version) REFERENCES lesson_version (lesson, version)
);

CREATE TABLE screen_earned (
    learner TEXT   NOT NULL REFERENCES learner (id),
    lesson  TEXT   NOT NULL,
    screen  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (learner, lesson, screen)
);

CREATE TABLE exercise_attempt (
    id             TEXT   NOT NULL PRIMARY KEY,
    learner        TEXT   NOT NULL REFERENCES learner (id),
    lesson         TEXT   NOT NULL,
    lesson_version BIGINT NOT NULL,
    exercise       TEXT   NOT NULL,
    -- Which attempt of the learner at this exercise it was; two in one millisecond keep their order by it.
    number         BIGINT NOT NULL,
    -- The same answer under the same key is one attempt, however often it is sent.
    attempt_key    TEXT   NOT NULL,
    answer         TEXT   NOT NULL,
    is_right       BIGINT NOT NULL,
    at             BIGINT NOT NULL
);
-- The attempts of a learner at an exercise, in order.
CREATE INDEX exercise_attempt_of_learner ON exercise_attempt (learner, lesson, exercise, at, number);
CREATE UNIQUE INDEX exercise_attempt_once ON exercise_attempt (learner, lesson, exercise, attempt_key, answer);
