-- Cabinet: questions to other units of the city and to bodies outside it, each with a clock of its own.

CREATE TABLE opinion (
    id               TEXT   NOT NULL PRIMARY KEY,
    application      TEXT   NOT NULL REFERENCES application (id),
    -- Who is asked: a unit of the city, or a body outside it by its name.
    unit             TEXT REFERENCES unit (id),
    body             TEXT,
    question         TEXT   NOT NULL,
    asked_by         TEXT   NOT NULL,
    asked_by_name    TEXT   NOT NULL,
    asked_at         BIGINT NOT NULL,
    -- The last moment in which it is in time.
    answer_until     BIGINT NOT NULL,
    answer           TEXT,
    -- Of a body outside the city: who noted its answer.
    answered_by      TEXT,
    answered_by_name TEXT,
    -- When it was answered, or when the application was closed without it.
    ended_at         BIGINT,
    CHECK ((unit IS NULL) <> (body IS NULL))
);
-- The questions of an application, oldest first.
CREATE INDEX opinion_of_application ON opinion (application, asked_at);
-- What waits for an answer, the most urgent first.
CREATE INDEX opinion_awaited ON opinion (answer_until, id) WHERE ended_at IS NULL;
