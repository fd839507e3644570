-- Stories: entries that tell the same event, of whatever feeds. `story_id` is NULL for an entry that is alone.
-- A story bears the number of the entry that it began with. See `store/stories/`.
ALTER TABLE states ADD COLUMN story_id INTEGER;
CREATE INDEX states_story ON states (story_id, moment, minutes, feed_id) WHERE story_id IS NOT NULL;
CREATE INDEX storied_newest ON states (moment, feed_id, story_id)
    WHERE story_id IS NOT NULL AND (presence = 0 AND hidden_by = 0);

-- The counts are kept by the triggers below. `members` are all rows; `present`, `visible` and `listed` as the conditions
-- of `store/visibility.py`; `unread` are those of the listed that are not read. A story with one member is none.
CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    members INTEGER NOT NULL DEFAULT 0,
    present INTEGER NOT NULL DEFAULT 0,
    visible INTEGER NOT NULL DEFAULT 0,
    listed INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    last INTEGER NOT NULL DEFAULT 0,
    followed_at INTEGER,
    by_hand INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX stories_newest ON stories (last, id);
CREATE INDEX stories_size ON stories (visible) WHERE visible > 2;
CREATE INDEX stories_followed ON stories (followed_at) WHERE followed_at IS NOT NULL;

-- One row: how many lines of all entries, and of the unread ones, disappear when stories are folded.
CREATE TABLE story_tallies (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    listed INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);
INSERT INTO story_tallies (id) VALUES (0);

CREATE TRIGGER story_member_changed AFTER UPDATE OF read, presence, hidden_by ON states
WHEN new.story_id IS NOT NULL AND old.story_id = new.story_id BEGIN
    UPDATE stories
    SET present = present + (new.presence < 2) - (old.presence < 2),
        visible = visible + (new.presence < 2 AND new.hidden_by = 0) - (old.presence < 2 AND old.hidden_by = 0),
        listed = listed + (new.presence = 0 AND new.hidden_by = 0) - (old.presence = 0 AND old.hidden_by = 0),
        unread = unread + (new.presence = 0 AND new.hidden_by = 0 AND new.read = 0)
            - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0)
    WHERE id = new.story_id;
END;
CREATE TRIGGER story_membership_changed AFTER UPDATE OF story_id ON states WHEN old.story_id IS NOT new.story_id BEGIN
    UPDATE stories
    SET members = members + 1,
        present = present + (new.presence < 2),
        visible = visible + (new.presence < 2 AND new.hidden_by = 0),
        listed = listed + (new.presence = 0 AND new.hidden_by = 0),
        unread = unread + (new.presence = 0 AND new.hidden_by = 0 AND new.read = 0),
        last = max(last, new.moment)
    WHERE id = new.story_id;
    UPDATE stories
    SET members = members - 1,
        present = present - (old.presence < 2),
        visible = visible - (old.presence < 2 AND old.hidden_by = 0),
        listed = listed - (old.presence = 0 AND old.hidden_by = 0),
        unread = unread - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0)
    WHERE id = old.story_id;
END;
CREATE TRIGGER story_member_went AFTER DELETE ON states WHEN old.story_id IS NOT NULL BEGIN
    UPDATE stories
    SET members = members - 1,
        present = present - (old.presence < 2),
        visible = visible - (old.presence < 2 AND old.hidden_by = 0),
        listed = listed - (old.presence = 0 AND old.hidden_by = 0),
        unread = unread - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0)
    WHERE id = old.story_id;
END;
CREATE TRIGGER story_counts_changed AFTER UPDATE OF listed, unread ON stories
WHEN max(new.listed, old.listed) > 1 BEGIN
    UPDATE story_tallies
    SET listed = listed + max(new.listed - 1, 0) - max(old.listed - 1, 0),
        unread = unread + max(new.unread - 1, 0) - max(old.unread - 1, 0);
END;
-- It fires when members go, never while a story is being made.
CREATE TRIGGER story_dissolves AFTER UPDATE OF members ON stories
WHEN new.members < old.members AND new.members < 2 BEGIN
    UPDATE states SET story_id = NULL WHERE story_id = new.id;
    DELETE FROM stories WHERE id = new.id;
END;

-- Entries that were not compared with the others yet: grouping lags behind, as the search index does.
CREATE TABLE ungrouped (
    entry_id INTEGER PRIMARY KEY
);
INSERT INTO ungrouped (entry_id)
SELECT id FROM states WHERE presence = 0 AND hidden_by = 0 AND moment >= unixepoch() - 30 * 86400;

-- What later entries are compared with. A group is what the grouping by itself takes for one story; its number is that
-- of the entry that it began with, also while that is alone. Entries leave these two tables when the window has passed.
CREATE TABLE story_entries (
    entry_id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL,
    signature BLOB NOT NULL
);
CREATE INDEX story_entries_group ON story_entries (group_id, entry_id);
CREATE TABLE story_postings (
    term INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (term, moment, entry_id)
) WITHOUT ROWID;

-- In how many entries each term is. Row 0 is an array of counters, by the term modulo their number; the rows after it
-- are terms that were counted since, in `entries` entries, and are added to the array now and then.
CREATE TABLE story_counts (
    id INTEGER PRIMARY KEY,
    entries INTEGER NOT NULL,
    terms BLOB NOT NULL
);

-- How often a feed used titles of one pattern, and when last.
CREATE TABLE story_patterns (
    feed_id INTEGER NOT NULL,
    pattern INTEGER NOT NULL,
    times INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (feed_id, pattern)
) WITHOUT ROWID;

-- The story of a group that was merged into another one, and groups that the user split: never one story again.
CREATE TABLE story_merges (
    group_id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL
);
CREATE INDEX story_merges_story ON story_merges (story_id);
CREATE TABLE story_splits (
    group_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    PRIMARY KEY (group_id, other_id)
) WITHOUT ROWID;

-- Why an entry is in its story, or in none: how close it was, the words shared, the gates that kept it out of others,
-- and what else is close (JSON).
CREATE TABLE story_evidence (
    entry_id INTEGER PRIMARY KEY,
    score REAL NOT NULL,
    words TEXT NOT NULL,
    gates TEXT NOT NULL,
    near TEXT NOT NULL
);

-- Entries that have the same text with small edits, such as copies of one agency's report, have one `text_id`.
CREATE TABLE same_texts (
    entry_id INTEGER PRIMARY KEY,
    text_id INTEGER NOT NULL
);
CREATE INDEX same_texts_text ON same_texts (text_id);

CREATE TRIGGER story_entry_goes AFTER DELETE ON entries BEGIN
    DELETE FROM ungrouped WHERE entry_id = old.id;
    DELETE FROM story_entries WHERE entry_id = old.id;
    DELETE FROM story_evidence WHERE entry_id = old.id;
    DELETE FROM same_texts WHERE entry_id = old.id;
END;

-- Whether the entries of a feed may be in stories with those of other feeds.
ALTER TABLE polling ADD COLUMN stories INTEGER NOT NULL DEFAULT 1;
