-- Whether an entry is in the lists takes two columns: where it belongs (`presence`), and for which reasons it is hidden
-- (`hidden_by`, a bit for each, 0 for none). `store/visibility.py` names the values and every condition on them.
--   presence 0: its feed is subscribed to; 1: kept outside the lists (saved entries of removed feeds, followed pages);
--            2: gone with its feed, though removing that can still be undone.
-- What only counts subscribed entries is rebuilt here; indexes and triggers of before follow the renaming by themselves.
DROP TRIGGER state_went;
DROP TRIGGER state_changed_shelf;
DROP TRIGGER tag_was_taken;
DROP INDEX states_newest;
DROP INDEX states_title;
DROP INDEX states_feed;
DROP INDEX unread_newest;
DROP INDEX unread_feed;

ALTER TABLE states RENAME COLUMN shelf TO presence;
ALTER TABLE states ADD COLUMN hidden_by INTEGER NOT NULL DEFAULT 0;
-- Entries of subscribed feeds that are hidden, for whatever reasons; `total` are those in the lists.
ALTER TABLE tallies ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
-- Entries of each feed that a reason hides; one that is hidden for two reasons counts for both.
CREATE TABLE hidden_tallies (
    feed_id INTEGER NOT NULL,
    bit INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (feed_id, bit)
) WITHOUT ROWID;

CREATE INDEX listed_newest ON states (moment, feed_id) WHERE presence = 0 AND hidden_by = 0;
-- No index of unread titles: it would double the time of marking many read, and the one of all titles serves.
CREATE INDEX listed_title ON states (title_key, feed_id) WHERE presence = 0 AND hidden_by = 0;
-- The one index that knows entries of all presences: removing a feed, and what a poll is compared with, use it too.
CREATE INDEX states_feed ON states (feed_id, presence, moment, id, hidden_by);
-- The brackets let SQLite 3.54 count in these indexes alone: without them it looks each row up.
CREATE INDEX unread_newest ON states (moment, feed_id) WHERE read = 0 AND (presence = 0 AND hidden_by = 0);
CREATE INDEX unread_feed ON states (feed_id, moment) WHERE read = 0 AND (presence = 0 AND hidden_by = 0);
CREATE INDEX hidden_newest ON states (moment, feed_id, id, hidden_by, presence)
    WHERE hidden_by <> 0 AND presence < 2;

CREATE TRIGGER state_went AFTER DELETE ON states BEGIN
    UPDATE tallies
    SET unread = unread - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0),
        starred = starred - (old.presence < 2 AND old.starred),
        later = later - (old.presence < 2 AND old.later),
        total = total - (old.presence = 0 AND old.hidden_by = 0),
        hidden = hidden - (old.presence = 0 AND old.hidden_by <> 0)
    WHERE feed_id = old.feed_id;
END;
CREATE TRIGGER hidden_state_went AFTER DELETE ON states WHEN old.hidden_by <> 0 AND old.presence < 2 BEGIN
    UPDATE hidden_tallies SET total = total - 1 WHERE feed_id = old.feed_id AND (old.hidden_by & bit) <> 0;
END;
CREATE TRIGGER visibility_changed AFTER UPDATE OF presence, hidden_by ON states BEGIN
    UPDATE tallies
    SET unread = unread + (new.read = 0)
            * ((new.presence = 0 AND new.hidden_by = 0) - (old.presence = 0 AND old.hidden_by = 0)),
        starred = starred + new.starred * ((new.presence < 2) - (old.presence < 2)),
        later = later + new.later * ((new.presence < 2) - (old.presence < 2)),
        total = total + (new.presence = 0 AND new.hidden_by = 0) - (old.presence = 0 AND old.hidden_by = 0),
        hidden = hidden + (new.presence = 0 AND new.hidden_by <> 0) - (old.presence = 0 AND old.hidden_by <> 0)
    WHERE feed_id = new.feed_id;
    UPDATE spellings
    SET uses = uses + (new.presence < 2 AND new.hidden_by = 0) - (old.presence < 2 AND old.hidden_by = 0)
    WHERE (new.presence < 2 AND new.hidden_by = 0) <> (old.presence < 2 AND old.hidden_by = 0)
        AND id IN (SELECT spelling_id FROM entry_tags WHERE entry_id = new.id);
END;
-- Sixteen bits are counted, so that a further reason needs no other trigger.
CREATE TRIGGER hidden_changed AFTER UPDATE OF presence, hidden_by ON states
WHEN old.hidden_by <> 0 OR new.hidden_by <> 0 BEGIN
    INSERT INTO hidden_tallies (feed_id, bit, total)
    SELECT new.feed_id, bit, change FROM (
        SELECT column1 AS bit,
            (new.presence < 2 AND (new.hidden_by & column1) <> 0)
                - (old.presence < 2 AND (old.hidden_by & column1) <> 0) AS change
        FROM (VALUES (1), (2), (4), (8), (16), (32), (64), (128), (256), (512), (1024), (2048), (4096), (8192),
            (16384), (32768))
    ) WHERE change <> 0
    ON CONFLICT (feed_id, bit) DO UPDATE SET total = total + excluded.total;
END;
CREATE TRIGGER tag_was_taken AFTER DELETE ON entry_tags
WHEN (SELECT presence < 2 AND hidden_by = 0 FROM states WHERE id = old.entry_id) BEGIN
    UPDATE spellings SET uses = uses - 1 WHERE id = old.spelling_id;
END;

-- A number in an order is called a position; a place is a list that one can go to, a dateline where an article was written.
ALTER TABLE entry_tags RENAME COLUMN place TO position;
ALTER TABLE views RENAME COLUMN place TO position;
ALTER TABLE entries RENAME COLUMN place TO dateline;
