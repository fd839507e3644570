-- Where a saved view stands among the folders, as a JSON array, and the keys that lead to it.
ALTER TABLE views ADD COLUMN shortcut TEXT NOT NULL DEFAULT '';
ALTER TABLE views ADD COLUMN folder TEXT NOT NULL DEFAULT '[]';
