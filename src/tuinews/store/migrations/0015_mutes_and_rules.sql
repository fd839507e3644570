-- Queries whose entries are hidden. `feed_id`: only in that feed; `until`: when it ends, NULL for never. `stale`: what it
-- asks of stored entries has still to be carried out, in slices; `removed`: it asks for nothing any more, and the row goes
-- when its entries are back. `version` is another number after each change. `grouped`: it asks for stories, so that it is
-- stale when entries come into stories; `story_id`: it is about this one alone.
CREATE TABLE mutes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    query TEXT NOT NULL,
    feed_id INTEGER,
    until INTEGER,
    added_at INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    stale INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL,
    grouped INTEGER NOT NULL DEFAULT 0,
    story_id INTEGER
);
CREATE INDEX mutes_stale ON mutes (id) WHERE stale = 1;

-- Which mute hides which entry. `moment` is the entry's, which never changes.
CREATE TABLE muted_entries (
    mute_id INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (mute_id, moment, entry_id)
) WITHOUT ROWID;
CREATE INDEX muted_entries_entry ON muted_entries (entry_id);
CREATE TRIGGER muted_entry_goes AFTER DELETE ON entries BEGIN
    DELETE FROM muted_entries WHERE entry_id = old.id;
END;

CREATE TRIGGER muted_story_changed AFTER UPDATE OF story_id ON states
WHEN old.story_id IS NOT new.story_id AND EXISTS (SELECT 1 FROM mutes WHERE grouped = 1) BEGIN
    UPDATE mutes SET stale = 1, version = random()
    WHERE grouped = 1 AND (story_id IS NULL OR story_id = new.story_id OR story_id = old.story_id);
END;

-- What is done with entries that arrive, in the order of `position`; `key` is the folded name, `actions` JSON lists of
-- words. `error` says what went wrong with its program last.
CREATE TABLE rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    actions TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    error TEXT NOT NULL DEFAULT '',
    failed_at INTEGER
);

-- Which rule did what to which entry: `did` is words for the user.
CREATE TABLE rule_effects (
    entry_id INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    did TEXT NOT NULL,
    PRIMARY KEY (entry_id, rule_id)
) WITHOUT ROWID;
CREATE INDEX rule_effects_rule ON rule_effects (rule_id);
CREATE TRIGGER rule_effect_goes AFTER DELETE ON entries BEGIN
    DELETE FROM rule_effects WHERE entry_id = old.id;
END;

-- Programs to be run and notifications to be shown for entries that arrived: written along with the entry, and taken out
-- by the one process that does it.
CREATE TABLE rule_jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    action TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE TRIGGER rule_job_goes AFTER DELETE ON entries BEGIN
    DELETE FROM rule_jobs WHERE entry_id = old.id;
END;
