-- Subscriptions. `title` is what is shown: the user's own, else the publisher's, else the host.
-- A removed feed keeps its row (`removed_at`), so that its kept entries have a source and removing can be undone.
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL DEFAULT 'feed' CHECK (kind IN ('feed', 'pages')),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    own_title TEXT NOT NULL DEFAULT '',
    folder TEXT NOT NULL DEFAULT '[]',
    added_at INTEGER NOT NULL,
    removed_at INTEGER,
    card_title TEXT NOT NULL DEFAULT '',
    site_url TEXT NOT NULL DEFAULT '',
    tagline TEXT NOT NULL DEFAULT '',
    editor TEXT NOT NULL DEFAULT '',
    copyright TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
    lang TEXT NOT NULL DEFAULT '',
    image TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX feeds_url ON feeds (url) WHERE removed_at IS NULL;
CREATE INDEX feeds_title ON feeds (title_key);

CREATE TABLE polling (
    feed_id INTEGER PRIMARY KEY,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '',
    last_checked INTEGER,
    last_success INTEGER,
    last_new INTEGER,
    next_check INTEGER NOT NULL DEFAULT 0,
    next_check_reason TEXT NOT NULL DEFAULT '',
    http_status INTEGER,
    error TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    moved_to TEXT NOT NULL DEFAULT '',
    moved_since INTEGER,
    interval INTEGER,
    full_text INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    validators_url TEXT NOT NULL DEFAULT '',
    ttl INTEGER,
    skip_hours TEXT NOT NULL DEFAULT '[]',
    skip_days TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX polling_due ON polling (next_check);

CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    paused_until INTEGER NOT NULL
) WITHOUT ROWID;

-- Entries without their texts and without what changes with reading.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    guid TEXT NOT NULL,
    title TEXT NOT NULL,
    link_key TEXT NOT NULL,
    url TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    published INTEGER,
    updated INTEGER,
    first_seen INTEGER NOT NULL,
    author TEXT NOT NULL DEFAULT '',
    agency TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    lang TEXT NOT NULL DEFAULT '',
    date_text TEXT NOT NULL DEFAULT '',
    UNIQUE (feed_id, guid)
);
CREATE INDEX entries_link ON entries (link_key) WHERE link_key <> '';

-- What lists are made of, one slim row an entry: marking a hundred thousand read writes a few megabytes.
-- `shelf` 0: in the lists; 1: kept outside them (saved entries of removed feeds, pages followed inside), found by tag,
-- search, mark and link; 2: gone with its feed, but removing can still be undone.
-- `moment` is the entry's and never changes: a list does not move by itself.
CREATE TABLE states (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    shelf INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    later INTEGER NOT NULL DEFAULT 0,
    enclosed INTEGER NOT NULL DEFAULT 0,
    full_text INTEGER NOT NULL DEFAULT 0,
    minutes INTEGER NOT NULL DEFAULT 0,
    title_key TEXT NOT NULL
);
CREATE INDEX states_newest ON states (shelf, moment, feed_id);
CREATE INDEX states_title ON states (shelf, title_key, feed_id);
CREATE INDEX states_feed ON states (feed_id, shelf, moment);
-- No index of unread titles: it would double the time of marking many read, and the one of all titles serves.
CREATE INDEX unread_newest ON states (moment, feed_id) WHERE read = 0 AND shelf = 0;
CREATE INDEX unread_feed ON states (feed_id, moment) WHERE read = 0 AND shelf = 0;
CREATE INDEX starred_newest ON states (moment, feed_id) WHERE starred = 1 AND shelf < 2;
CREATE INDEX starred_title ON states (title_key, feed_id) WHERE starred = 1 AND shelf < 2;
CREATE INDEX starred_feed ON states (feed_id, moment) WHERE starred = 1 AND shelf < 2;
CREATE INDEX later_newest ON states (moment, feed_id) WHERE later = 1 AND shelf < 2;
CREATE INDEX later_title ON states (title_key, feed_id) WHERE later = 1 AND shelf < 2;
CREATE INDEX later_feed ON states (feed_id, moment) WHERE later = 1 AND shelf < 2;

-- What a reader did with entries that are gone, so that an old item that reappears is not new again.
CREATE TABLE statuses (
    feed_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    read INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    later INTEGER NOT NULL,
    PRIMARY KEY (feed_id, guid)
) WITHOUT ROWID;

-- Texts, each deflated HTML or NULL.
CREATE TABLE bodies (
    entry_id INTEGER PRIMARY KEY,
    base TEXT NOT NULL DEFAULT '',
    feed_html BLOB,
    page_html BLOB,
    previous_html BLOB
);

-- What only an opened entry needs, as JSON arrays.
CREATE TABLE extras (
    entry_id INTEGER PRIMARY KEY,
    related TEXT NOT NULL DEFAULT '[]',
    enclosures TEXT NOT NULL DEFAULT '[]',
    images TEXT NOT NULL DEFAULT '[]'
);

CREATE TABLE positions (
    entry_id INTEGER PRIMARY KEY,
    block INTEGER NOT NULL
);

-- A tag is its folded name. Each spelling counts the entries of shelves 0 and 1 that use it: the writer counts
-- when tags are given, the triggers below when they go.
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE spellings (
    id INTEGER PRIMARY KEY,
    tag_id INTEGER NOT NULL,
    name TEXT NOT NULL UNIQUE,
    uses INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX spellings_tag ON spellings (tag_id);
-- `givers`: 1 the publisher, 2 the user, 3 both. `moment` is the entry's, which never changes.
CREATE TABLE entry_tags (
    entry_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    spelling_id INTEGER NOT NULL,
    givers INTEGER NOT NULL CHECK (givers BETWEEN 1 AND 3),
    place INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    PRIMARY KEY (entry_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX entry_tags_newest ON entry_tags (tag_id, moment, entry_id);
CREATE INDEX entry_tags_own ON entry_tags (tag_id) WHERE givers >= 2;

-- Unread, starred, read-later and all entries of each feed. Triggers keep them when entries go or change shelf; what
-- comes by the thousand, new entries and marks, the writer counts at once.
CREATE TABLE tallies (
    feed_id INTEGER PRIMARY KEY,
    unread INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    later INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER feed_came AFTER INSERT ON feeds BEGIN
    INSERT INTO tallies (feed_id) VALUES (new.id);
    INSERT INTO polling (feed_id) VALUES (new.id);
END;
CREATE TRIGGER state_went AFTER DELETE ON states BEGIN
    UPDATE tallies
    SET unread = unread - (old.shelf = 0 AND old.read = 0), starred = starred - (old.shelf < 2 AND old.starred),
        later = later - (old.shelf < 2 AND old.later), total = total - (old.shelf = 0)
    WHERE feed_id = old.feed_id;
END;
CREATE TRIGGER state_changed_shelf AFTER UPDATE OF shelf ON states BEGIN
    UPDATE tallies
    SET unread = unread + (new.read = 0) * ((new.shelf = 0) - (old.shelf = 0)),
        starred = starred + new.starred * ((new.shelf < 2) - (old.shelf < 2)),
        later = later + new.later * ((new.shelf < 2) - (old.shelf < 2)),
        total = total + (new.shelf = 0) - (old.shelf = 0)
    WHERE feed_id = new.feed_id;
    UPDATE spellings SET uses = uses + (new.shelf < 2) - (old.shelf < 2)
    WHERE (new.shelf < 2) <> (old.shelf < 2)
        AND id IN (SELECT spelling_id FROM entry_tags WHERE entry_id = new.id);
END;

CREATE TRIGGER tag_was_taken AFTER DELETE ON entry_tags
WHEN (SELECT shelf FROM states WHERE id = old.entry_id) < 2 BEGIN
    UPDATE spellings SET uses = uses - 1 WHERE id = old.spelling_id;
END;

-- Deleting an entry takes all that is its own along, but for what the reader did with it.
CREATE TRIGGER entry_goes BEFORE DELETE ON entries BEGIN
    INSERT OR REPLACE INTO statuses (feed_id, guid, read, starred, later)
    SELECT old.feed_id, old.guid, read, starred, later FROM states WHERE id = old.id;
    INSERT OR REPLACE INTO unindexed (entry_id, again) VALUES (old.id, 1);
    DELETE FROM entry_tags WHERE entry_id = old.id;
    DELETE FROM bodies WHERE entry_id = old.id;
    DELETE FROM extras WHERE entry_id = old.id;
    DELETE FROM positions WHERE entry_id = old.id;
    DELETE FROM states WHERE id = old.id;
END;

-- The full-text index keeps no text (it is made of `bodies`) and no positions: phrases are checked on the text.
-- Words reach it already folded and parted (see `search`), hence a tokenizer that only splits at spaces.
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);

-- The change log that the index is fed from; `again`: the index has older words of it.
CREATE TABLE unindexed (
    entry_id INTEGER PRIMARY KEY,
    again INTEGER NOT NULL DEFAULT 0
);

-- What can be undone, newest last; `undone` ones can be done again.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sentence TEXT NOT NULL,
    detail TEXT NOT NULL,
    ids BLOB,
    undone INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE notes (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID;

-- Where pages are kept that were followed from an article and belong to no feed.
INSERT INTO feeds (id, kind, url, title, title_key, added_at) VALUES (0, 'pages', 'tuinews:pages', 'Pages', 'pages', 0);
