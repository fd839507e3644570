-- The feeds of which lists show so many entries a day on lines of their own: mostly none.
CREATE INDEX polling_capped ON polling (feed_id, daily_cap) WHERE daily_cap IS NOT NULL;
