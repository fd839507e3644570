-- What machines tell one another through a shared folder. While the account `folder` does not listen, nothing is written
-- here. `told` says of a register where it stands: 0 in no log yet, 1 in this machine's, 2 in another's, 3 on its way into
-- this machine's, 4 in none any more, since it is old. `writer` is the machine that wrote it, '' for this one.

-- Feeds by the names that they have on every machine, and which feeds of this library those are.
CREATE TABLE shared_feeds (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE shared_feed_numbers (
    feed_id INTEGER PRIMARY KEY,
    shared_id INTEGER NOT NULL
);
CREATE INDEX shared_feed_numbers_shared ON shared_feed_numbers (shared_id);

-- Registers of entries, stored here or not; `entry` is a hash of the guid, `at` a stamp.
CREATE TABLE shared_marks (
    feed INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    field TEXT NOT NULL,
    value,
    at INTEGER NOT NULL,
    writer TEXT NOT NULL DEFAULT '',
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (feed, entry, field)
) WITHOUT ROWID;
CREATE INDEX shared_marks_untold ON shared_marks (told) WHERE told = 0 OR told = 3;

-- Registers of subscriptions, views, mutes, rules and topics, as JSON texts; NULL: it is there no more. `here` is what is
-- so in this library, which is something else where a value cannot be used here.
CREATE TABLE shared_choices (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    here TEXT,
    at INTEGER NOT NULL,
    writer TEXT NOT NULL DEFAULT '',
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, key, field)
) WITHOUT ROWID;
CREATE INDEX shared_choices_untold ON shared_choices (told) WHERE told = 0 OR told = 3;

-- The files of the folder, how far each was read, and what is wrong with it.
CREATE TABLE shared_logs (
    file TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    machine TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    generation INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,
    tail INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- This machine's own part: at most one row.
CREATE TABLE shared_machine (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    path TEXT NOT NULL,
    machine TEXT NOT NULL,
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,
    modified INTEGER NOT NULL DEFAULT 0,
    compact_size INTEGER NOT NULL DEFAULT 0,
    last_sync INTEGER,
    error TEXT NOT NULL DEFAULT ''
);

-- Which kinds of choices changed in the transaction under way, and which feeds have other addresses.
CREATE TABLE shared_dirty (
    kind TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE shared_moves (
    id INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
);

CREATE TRIGGER shared_feed_came AFTER INSERT ON feeds
WHEN new.kind = 'feed' AND EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('feed');
END;
CREATE TRIGGER shared_feed_changed AFTER UPDATE OF url, own_title, folder, tags, hidden, removed_at ON feeds
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('feed');
    INSERT INTO shared_moves (feed, before, after)
    SELECT new.id, old.url, new.url WHERE old.url <> new.url AND new.removed_at IS NULL;
END;
CREATE TRIGGER shared_option_changed AFTER UPDATE OF
    full_text, interval, mark_read, stories, archived, prefer, shelf_life, daily_cap, pause_until ON polling
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('feed');
END;
CREATE TRIGGER shared_view_came AFTER INSERT ON views
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('view');
END;
CREATE TRIGGER shared_view_changed AFTER UPDATE OF name, query, shortcut, folder ON views
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('view');
END;
CREATE TRIGGER shared_view_went AFTER DELETE ON views
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('view');
END;
CREATE TRIGGER shared_mute_came AFTER INSERT ON mutes
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('mute');
END;
CREATE TRIGGER shared_mute_changed AFTER UPDATE OF query, feed_id, until, removed ON mutes
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('mute');
END;
CREATE TRIGGER shared_rule_came AFTER INSERT ON rules
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('rule');
END;
CREATE TRIGGER shared_rule_changed AFTER UPDATE OF name, query, actions, active ON rules
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('rule');
END;
CREATE TRIGGER shared_rule_went AFTER DELETE ON rules
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('rule');
END;
CREATE TRIGGER shared_topic_came AFTER INSERT ON topics
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('topic');
END;
CREATE TRIGGER shared_topic_went AFTER DELETE ON topics
WHEN EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('topic');
END;
CREATE TRIGGER shared_tag_chosen AFTER UPDATE OF chosen, apart ON tags
WHEN (old.chosen <> new.chosen OR old.apart <> new.apart)
    AND EXISTS (SELECT 1 FROM listeners WHERE account = 'folder') BEGIN
    INSERT OR IGNORE INTO shared_dirty (kind) VALUES ('topic');
END;
