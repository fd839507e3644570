-- Feeds that keep their articles and are asked no more: mostly none.
ALTER TABLE polling ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

-- The last requests of each feed, for who wants to know why it does not come.
CREATE TABLE requests (
    feed_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    http_status INTEGER,
    new INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (feed_id, at)
) WITHOUT ROWID;
