-- Cabinet: the log of applications, an append-only Merkle tree over their events (RFC 6962), and its signed roots.

-- Which event is which leaf.
CREATE TABLE log_leaf (
    position BIGINT NOT NULL PRIMARY KEY,
    event    TEXT   NOT NULL UNIQUE REFERENCES event (id)
);

-- The hashes of complete subtrees; level 0 are the leaves.
CREATE TABLE log_node (
    level    BIGINT NOT NULL,
    position BIGINT NOT NULL,
    hash     TEXT   NOT NULL,
    PRIMARY KEY (level, position)
);

-- One for each day on which it was signed.
CREATE TABLE log_root (
    day       TEXT   NOT NULL PRIMARY KEY,
    origin    TEXT   NOT NULL,
    size      BIGINT NOT NULL,
    hash      TEXT   NOT NULL,
    signed_at BIGINT NOT NULL,
    -- Public, so that old roots can be checked after a change of the key.
    key       TEXT   NOT NULL,
    signature TEXT   NOT NULL
);

CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TRIGGER log_leaf_is_never_changed BEFORE UPDATE OR DELETE ON log_leaf
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER log_node_is_never_changed BEFORE UPDATE OR DELETE ON log_node
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER log_root_is_never_changed BEFORE UPDATE OR DELETE ON log_root
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
