-- Whether the user lets a feed be asked for all of it once in 30 days when its server always says that nothing is new.
ALTER TABLE polling ADD COLUMN probe INTEGER NOT NULL DEFAULT 1;
