-- The lines at the edges of stored pages: what several pages of a site have in common is the site's, not the article's.
CREATE TABLE site_lines (
    site TEXT NOT NULL,
    line INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (site, line, entry_id)
) WITHOUT ROWID;

CREATE INDEX site_lines_of_entry ON site_lines (entry_id);

CREATE TRIGGER site_lines_go AFTER DELETE ON entries BEGIN
    DELETE FROM site_lines WHERE entry_id = old.id;
END;
