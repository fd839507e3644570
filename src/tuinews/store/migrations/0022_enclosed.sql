-- What comes with a file and what has its full text cached may be rare: then the newest of it are found in these
-- indexes, and not among all entries. Pairs within pairs, as in fresh_newest.
CREATE INDEX enclosed_newest ON states (moment, feed_id, id, read)
    WHERE enclosed = 1 AND (presence = 0 AND hidden_by = 0);
CREATE INDEX full_text_newest ON states (moment, feed_id, id, read)
    WHERE full_text = 1 AND (presence = 0 AND hidden_by = 0);
