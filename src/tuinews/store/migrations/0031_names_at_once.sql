-- Names of new entries are noted by the program, for many entries at once: a trigger of each row made SQLite keep a
-- copy of every page that the row touched, thirteen of them, in case the row should fail.
DROP TRIGGER names_came;
