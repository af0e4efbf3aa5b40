-- Every answer of the city with how long it was waited for, and whether it satisfied; questions that wait.

CREATE TABLE project_answer (
    comment            TEXT   NOT NULL REFERENCES project_comment (id),
    number             BIGINT NOT NULL, -- from 1
    waited_since       BIGINT NOT NULL,
    answer             TEXT   NOT NULL,
    answer_author      TEXT   NOT NULL,
    answer_author_name TEXT   NOT NULL,
    answered_at        BIGINT NOT NULL,
    objection          TEXT CHECK (objection IN ('not_answered', 'incomplete', 'not_done', 'wrong')),
    objected_at        BIGINT,
    PRIMARY KEY (comment, number)
);
-- What is new: answers by time.
DROP INDEX project_comment_by_answer;
CREATE INDEX project_answer_by_time ON project_answer (answered_at, comment);

ALTER TABLE project_comment ADD COLUMN waits_since BIGINT; -- NULL when nothing is owed
ALTER TABLE project_comment ADD COLUMN reopened BIGINT NOT NULL DEFAULT 0;
-- Questions that wait, the oldest first, and the board of debts.
CREATE INDEX project_comment_waiting ON project_comment (state, waits_since, id);

-- A comment that was judged again after its answer began to wait when it was written.
INSERT INTO project_answer (comment, number, waited_since, answer, answer_author, answer_author_name, answered_at)
SELECT id, 1, CASE WHEN judged_at IS NULL OR judged_at > answered_at THEN written_at ELSE judged_at END,
       answer, answer_author, COALESCE(answer_author_name, ''), answered_at
FROM project_comment WHERE answer IS NOT NULL AND answer_author IS NOT NULL AND answered_at IS NOT NULL;

UPDATE project_comment SET waits_since = COALESCE(judged_at, written_at)
WHERE state = 'published' AND answer IS NULL AND parent IS NULL;
