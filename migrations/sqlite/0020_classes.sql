-- Learning: classes on real premises, and who comes to them.

CREATE TABLE class (
    id           TEXT   NOT NULL PRIMARY KEY,
    course       TEXT   NOT NULL,
    -- NULL: the whole course.
    module       TEXT,
    teacher      TEXT   NOT NULL REFERENCES person (id),
    teacher_name TEXT   NOT NULL,
    -- library, school, service_centre, other
    hall_kind    TEXT   NOT NULL,
    hall         TEXT   NOT NULL,
    -- NULL: not known yet.
    address      TEXT,
    -- yes, no, unknown
    ramp         TEXT   NOT NULL,
    shelter      TEXT   NOT NULL,
    devices      BIGINT,
    starts_at    BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    seats        BIGINT NOT NULL,
    language     TEXT   NOT NULL,
    phone        TEXT,
    bring        TEXT   NOT NULL,
    is_cancelled BIGINT NOT NULL DEFAULT 0,
    -- Why it was moved last, or cancelled.
    reason       TEXT,
    -- What the codes of attendance are made from; never shown.
    secret       TEXT   NOT NULL,
    -- Counts every change, of the people too: whoever counts holds the row, so that nothing is given away twice.
    version      BIGINT NOT NULL,
    -- Counts the changes of the notice alone.
    notice       BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    CHECK (starts_at < ends_at)
);
-- The list, by day.
CREATE INDEX class_by_start ON class (starts_at, id);

CREATE TABLE enrolment (
    id              TEXT   NOT NULL PRIMARY KEY,
    class           TEXT   NOT NULL REFERENCES class (id),
    -- NULL: a visitor without an account, who has name and telephone instead.
    person          TEXT   REFERENCES person (id),
    visitor_name    TEXT,
    visitor_phone   TEXT,
    -- own, helper, operator
    way             TEXT   NOT NULL,
    -- The helper or operator.
    enrolled_by     TEXT   REFERENCES person (id),
    -- enrolled, waiting, left
    state           TEXT   NOT NULL,
    -- The order in which people came: the version of the class then.
    place           BIGINT NOT NULL,
    shares_progress BIGINT NOT NULL DEFAULT 0,
    -- A visitor who has not been told of a change yet.
    needs_call      BIGINT NOT NULL DEFAULT 0,
    enrolled_at     BIGINT NOT NULL,
    -- When it was noted that they were there, and how: list, code, sheet.
    attended_at     BIGINT,
    attended_way    TEXT,
    -- When name and telephone were removed.
    forgotten_at    BIGINT,
    CHECK ((attended_at IS NULL) = (attended_way IS NULL))
);
-- One person has one seat.
CREATE UNIQUE INDEX enrolment_of_person ON enrolment (class, person) WHERE person IS NOT NULL;
-- The list of a class, in order.
CREATE INDEX enrolment_of_class ON enrolment (class, place);
-- Own classes, and those of people helped.
CREATE INDEX enrolment_by_person ON enrolment (person);
CREATE INDEX enrolment_by_helper ON enrolment (enrolled_by);
