-- The feeds that are shown first of the stories that they tell: mostly none.
ALTER TABLE polling ADD COLUMN prefer INTEGER NOT NULL DEFAULT 0;
CREATE INDEX polling_preferred ON polling (feed_id) WHERE prefer = 1;
