-- What else the user decides of a feed. Passwords and headers are not here but in a file of their own.
ALTER TABLE feeds ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feeds ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polling ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE polling ADD COLUMN keep INTEGER;
ALTER TABLE polling ADD COLUMN mark_read TEXT NOT NULL DEFAULT '';

-- Saved queries; `place` is their order, `key` the folded name.
CREATE TABLE views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL
);

-- What edited entries said before, the newest last; `html` is deflated, or NULL.
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    base TEXT NOT NULL,
    html BLOB
);
CREATE INDEX versions_entry ON versions (entry_id, id);
INSERT INTO versions (entry_id, replaced_at, title, base, html)
SELECT b.entry_id, e.first_seen, e.title, b.base, b.previous_html
FROM bodies b JOIN entries e ON e.id = b.entry_id WHERE b.previous_html IS NOT NULL;
ALTER TABLE bodies DROP COLUMN previous_html;
CREATE TRIGGER entry_takes_versions AFTER DELETE ON entries BEGIN
    DELETE FROM versions WHERE entry_id = old.id;
END;

-- Small things that the publisher says of an entry (episode, length, place), as JSON pairs.
ALTER TABLE extras ADD COLUMN facts TEXT NOT NULL DEFAULT '[]';

-- What is known of entries that have not come yet (read elsewhere before) is looked for by address too.
ALTER TABLE statuses ADD COLUMN link_key TEXT NOT NULL DEFAULT '';
CREATE INDEX statuses_link ON statuses (feed_id, link_key) WHERE link_key <> '';
