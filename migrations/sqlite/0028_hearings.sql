-- Public hearings: notices, who comes, written proposals with their decisions, minutes and reports.

CREATE TABLE public_hearing (
    id                TEXT   NOT NULL PRIMARY KEY,
    title             TEXT   NOT NULL,
    about             TEXT   NOT NULL,
    agenda            TEXT   NOT NULL, -- JSON: lines
    place             TEXT   NOT NULL, -- empty: by video only
    video             TEXT   NOT NULL, -- empty: in the room only
    starts_at         BIGINT NOT NULL,
    ends_at           BIGINT NOT NULL,
    proposals_until   BIGINT NOT NULL,
    basis             TEXT   NOT NULL, -- what is not set is empty
    rules             TEXT   NOT NULL,
    initiators        TEXT   NOT NULL,
    quorum            TEXT   NOT NULL,
    materials         TEXT   NOT NULL, -- JSON: titles and links
    announced_by      TEXT   NOT NULL,
    announced_by_name TEXT   NOT NULL,
    announced_at      BIGINT NOT NULL,
    cancel_reason     TEXT,
    cancelled_at      BIGINT,
    minutes           TEXT,
    in_room           BIGINT,
    by_video          BIGINT,
    recorded_at       BIGINT,
    changed           TEXT,            -- what the hearing has changed
    reported_at       BIGINT,
    version           BIGINT NOT NULL
);
-- The list, the latest start first.
CREATE INDEX public_hearing_by_start ON public_hearing (starts_at, id);

-- No reference to the project: an import that is taken back may remove it, and the hearing was held all the same.
CREATE TABLE public_hearing_project (
    hearing TEXT NOT NULL REFERENCES public_hearing (id),
    project TEXT NOT NULL,
    PRIMARY KEY (hearing, project)
);
-- The hearings of a project.
CREATE INDEX public_hearing_project_by_project ON public_hearing_project (project, hearing);

-- What happened to a hearing: news, and the revision of the open data.
CREATE TABLE public_hearing_step (
    hearing     TEXT   NOT NULL REFERENCES public_hearing (id),
    step        TEXT   NOT NULL CHECK (step IN ('announced', 'cancelled', 'recorded', 'reported')),
    happened_at BIGINT NOT NULL,
    PRIMARY KEY (hearing, step)
);
-- What is new: steps by time.
CREATE INDEX public_hearing_step_by_time ON public_hearing_step (happened_at, hearing);

CREATE TABLE public_hearing_registration (
    hearing       TEXT   NOT NULL REFERENCES public_hearing (id),
    person        TEXT   NOT NULL,
    way           TEXT   NOT NULL CHECK (way IN ('room', 'video')),
    registered_at BIGINT NOT NULL,
    PRIMARY KEY (hearing, person)
);

CREATE TABLE public_hearing_proposal (
    id              TEXT   NOT NULL PRIMARY KEY,
    hearing         TEXT   NOT NULL REFERENCES public_hearing (id),
    author          TEXT   NOT NULL,
    author_name     TEXT   NOT NULL, -- as everybody sees it
    body            TEXT   NOT NULL,
    state           TEXT   NOT NULL CHECK (state IN ('pending', 'published', 'hidden')),
    reason          TEXT,
    written_at      BIGINT NOT NULL,
    judged_at       BIGINT,
    outcome         TEXT CHECK (outcome IN ('accepted', 'partly', 'rejected')),
    outcome_reason  TEXT,
    decided_by      TEXT,
    decided_by_name TEXT,
    decided_at      BIGINT,
    version         BIGINT NOT NULL
);
-- The proposals of a hearing, oldest first.
CREATE INDEX public_hearing_proposal_of_hearing ON public_hearing_proposal (hearing, written_at, id);
-- The moderators' queue.
CREATE INDEX public_hearing_proposal_by_state ON public_hearing_proposal (state, written_at, id);
-- How much somebody has written lately.
CREATE INDEX public_hearing_proposal_by_author ON public_hearing_proposal (author, written_at);
