-- What the administrator reads of the event log.

-- The newest events, page by page.
CREATE INDEX event_of_time ON event (at, id);
-- The newest events of one kind, and which kinds there are.
CREATE INDEX event_of_kind ON event (kind, at, id);
