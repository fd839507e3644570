"""Finds what on a page is furniture and not the article: menus, share bars, banners, comments."""
