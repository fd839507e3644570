-- When the user last marked an entry read. It stays when the mark goes, so that undoing that brings it back whole: what
-- asks for it asks for `read = 1` as well. Entries that were read before this column was have none.
ALTER TABLE states ADD COLUMN read_at INTEGER;
CREATE INDEX read_newest ON states (read_at, feed_id) WHERE read_at IS NOT NULL AND read = 1;
