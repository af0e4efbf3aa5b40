-- Cabinet: the code by which anybody who holds it learns where an application is.

CREATE TABLE status_code (
    application TEXT NOT NULL PRIMARY KEY REFERENCES application (id),
    code        TEXT NOT NULL
);
