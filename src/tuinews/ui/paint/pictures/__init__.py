"""Pictures in a terminal: as half blocks with sixels over them (`dots`), or as kitty's placeholders (`kitty`).

`gallery` holds the pictures of one article that have come so far. How a picture stands among the blocks of an article
is decided in `paint.article.pictures`.
"""
