-- Learning: answers to review cards. Memory and due days are worked out from them.

CREATE TABLE review_answer (
    learner TEXT   NOT NULL REFERENCES learner (id),
    -- course/module/card
    card    TEXT   NOT NULL,
    -- Days since 1970-01-01 in the community's zone; a card is answered once a day.
    day     BIGINT NOT NULL,
    knows   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (learner, card, day)
);
