-- News that ages. `aged` is the moment at which an unread entry left the inbox because its shelf life was over, 0 while
-- it has not; of an entry that is read it says nothing. `store/freshness.py` sets it.
DROP TRIGGER state_went;
DROP TRIGGER visibility_changed;

ALTER TABLE states ADD COLUMN aged INTEGER NOT NULL DEFAULT 0;
-- `unread` counts what is unread and fresh, `aged` what is unread and has aged.
ALTER TABLE tallies ADD COLUMN aged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polling ADD COLUMN shelf_life TEXT NOT NULL DEFAULT '';
ALTER TABLE polling ADD COLUMN daily_cap INTEGER;
ALTER TABLE polling ADD COLUMN pause_until TEXT NOT NULL DEFAULT '';

-- How often each feed publishes (`gap`: seconds between two entries, NULL: not known), after how many seconds its
-- entries age (NULL: never), and by how many seconds the river counts them as newer than they are.
CREATE TABLE rhythms (
    feed_id INTEGER PRIMARY KEY,
    gap INTEGER,
    shelf_life INTEGER,
    head_start INTEGER NOT NULL
);

-- Pairs within pairs, so that SQLite 3.54 counts in these indexes alone (see unread_newest).
CREATE INDEX fresh_newest ON states (moment, feed_id)
    WHERE read = 0 AND (presence = 0 AND (hidden_by = 0 AND aged = 0));
CREATE INDEX fresh_feed ON states (feed_id, moment)
    WHERE read = 0 AND (presence = 0 AND (hidden_by = 0 AND aged = 0));
CREATE INDEX aged_newest ON states (moment, feed_id, id, aged)
    WHERE read = 0 AND (presence = 0 AND (hidden_by = 0 AND aged <> 0));
CREATE INDEX aged_feed ON states (feed_id, moment, id, aged)
    WHERE read = 0 AND (presence = 0 AND (hidden_by = 0 AND aged <> 0));

CREATE TRIGGER state_went AFTER DELETE ON states BEGIN
    UPDATE tallies
    SET unread = unread - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0 AND old.aged = 0),
        aged = aged - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0 AND old.aged <> 0),
        starred = starred - (old.presence < 2 AND old.starred),
        later = later - (old.presence < 2 AND old.later),
        total = total - (old.presence = 0 AND old.hidden_by = 0),
        hidden = hidden - (old.presence = 0 AND old.hidden_by <> 0)
    WHERE feed_id = old.feed_id;
END;
CREATE TRIGGER visibility_changed AFTER UPDATE OF presence, hidden_by ON states BEGIN
    UPDATE tallies
    SET unread = unread + (new.read = 0 AND new.aged = 0)
            * ((new.presence = 0 AND new.hidden_by = 0) - (old.presence = 0 AND old.hidden_by = 0)),
        aged = aged + (new.read = 0 AND new.aged <> 0)
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
CREATE TRIGGER age_changed AFTER UPDATE OF aged ON states
WHEN (old.aged = 0) <> (new.aged = 0) AND new.read = 0 AND new.presence = 0 AND new.hidden_by = 0 BEGIN
    UPDATE tallies
    SET unread = unread + (new.aged = 0) - (old.aged = 0), aged = aged + (new.aged <> 0) - (old.aged <> 0)
    WHERE feed_id = new.feed_id;
END;
