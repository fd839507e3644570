-- The index knows which words are the title's, folds more letters, and has scripts without spaces as pairs of characters:
-- what is stored is indexed anew in the background, the newest first. Until then it is found by its old words.
INSERT INTO unindexed (entry_id, again) SELECT id, 2 FROM states WHERE true ON CONFLICT (entry_id) DO NOTHING;

-- The planner's statistics of the index, which has grown since they were made: FTS5 looks its pages up by their numbers.
ANALYZE sqlite_schema;
DELETE FROM sqlite_stat1 WHERE tbl LIKE 'search%';

-- What the index does not have at all goes first.
CREATE INDEX unindexed_new ON unindexed (entry_id) WHERE again = 0;

-- What is found though it is in no list, such as followed pages.
CREATE INDEX kept_newest ON states (moment, feed_id) WHERE presence = 1 AND hidden_by = 0;
