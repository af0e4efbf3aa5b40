-- People: the street whose projects the home page shows first. Empty unless the person names one.

ALTER TABLE person ADD COLUMN street TEXT NOT NULL DEFAULT '';
