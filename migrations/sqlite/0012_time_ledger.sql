-- Cabinet: whose the days of decided applications were, month by month. Written once a month has ended, never changed.

CREATE TABLE time_month (
    month        TEXT   NOT NULL PRIMARY KEY,
    published_at BIGINT NOT NULL
);

CREATE TABLE time_figure (
    month          TEXT   NOT NULL REFERENCES time_month (month),
    unit           TEXT   NOT NULL REFERENCES unit (id),
    service        TEXT   NOT NULL,
    -- NULL where fewer than five applications were decided: nothing else is kept of such a cell.
    applications   BIGINT,
    applicant_days BIGINT,
    unit_days      BIGINT,
    external_days  BIGINT,
    law_days       BIGINT,
    median_days    BIGINT,
    ninetieth_days BIGINT,
    PRIMARY KEY (month, unit, service)
);

-- The usual time of a service: its newest decisions.
CREATE INDEX application_decided_of_service ON application (service, decided_at);
-- The decisions of a month or of another period.
CREATE INDEX application_decided ON application (decided_at);
-- What came in during a period.
CREATE INDEX application_submitted ON application (submitted_at);
