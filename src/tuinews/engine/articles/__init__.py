"""Articles: opened from what is cached, completed from their pages, illustrated, saved as files.

`articles` opens and fetches them, `pictures` fetches and scales images, `file_cache` keeps the bytes of images on the
disk, `saving` writes articles as files, `request_origin` names the feed that caused a request.
"""
