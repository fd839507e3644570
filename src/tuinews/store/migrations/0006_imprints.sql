-- What the pages of a feed's site say of their publisher, for what the feed itself leaves open.
CREATE TABLE imprints (
    feed_id INTEGER PRIMARY KEY,
    tagline TEXT NOT NULL,
    editor TEXT NOT NULL,
    copyright TEXT NOT NULL,
    contact TEXT NOT NULL
);

CREATE TRIGGER imprints_go AFTER DELETE ON feeds BEGIN
    DELETE FROM imprints WHERE feed_id = old.id;
END;
