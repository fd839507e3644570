"""`make bench`: tuinews beside other readers, on a made-up web and on large libraries."""
