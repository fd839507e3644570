"""Commands about entries: lists, one article, files, marks and tags, saved views, undo."""
