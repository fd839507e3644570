-- Entries whose pages are still to be fetched: written along with the entry, so that nothing is lost with the program.
CREATE TABLE wanted_pages (
    entry_id INTEGER PRIMARY KEY
);
CREATE TRIGGER wanted_page_goes AFTER DELETE ON entries BEGIN
    DELETE FROM wanted_pages WHERE entry_id = old.id;
END;
