"""Bytes and texts: `charset.py` decodes what the web sends, `stored_text.py` packs what the store keeps."""
