-- The account on a server while there is one: whose it is, how its last runs went, and when it may be asked again.
-- `remarks` is what it cannot carry, as a JSON array; `looked_again` when the newest items were last compared,
-- `to_match` whether feeds of this library became the account's whose entries are still to be matched.
CREATE TABLE servers (
    account TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    base TEXT NOT NULL,
    user TEXT NOT NULL,
    last_sync INTEGER,
    server_time INTEGER,
    looked_again INTEGER,
    error TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    limited_until INTEGER NOT NULL DEFAULT 0,
    remarks TEXT NOT NULL DEFAULT '[]',
    to_match INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

-- What a server calls a feed, and its folder there. `missing` counts the runs in a row in which its list lacked it.
CREATE TABLE server_feeds (
    account TEXT NOT NULL,
    remote TEXT NOT NULL,
    feed_id INTEGER NOT NULL,
    folder TEXT NOT NULL DEFAULT '',
    missing INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, remote)
) WITHOUT ROWID;
CREATE INDEX server_feeds_feed ON server_feeds (feed_id);

-- The server's items as it last said. `contents` 0: to be fetched; 1: here, as the entry with this feed and guid;
-- 2: not there any more; 3: of a feed that is not subscribed to; 4: read before it was ever here. Moments are seconds,
-- NULL when not known.
CREATE TABLE server_items (
    account TEXT NOT NULL,
    item TEXT NOT NULL,
    feed_id INTEGER,
    guid TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    contents INTEGER NOT NULL DEFAULT 0,
    arrived INTEGER,
    published INTEGER,
    PRIMARY KEY (account, item)
) WITHOUT ROWID;
CREATE UNIQUE INDEX server_items_entry ON server_items (feed_id, guid) WHERE guid IS NOT NULL;
CREATE INDEX server_items_wanted ON server_items (account, contents) WHERE contents <> 1;

-- The labels of its items as it last said.
CREATE TABLE server_labels (
    account TEXT NOT NULL,
    item TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (account, item, label)
) WITHOUT ROWID;

-- What a server took of a change: its next lists show whether it did it, and `tries` counts how often they did not.
ALTER TABLE pending ADD COLUMN taken;
ALTER TABLE pending ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
