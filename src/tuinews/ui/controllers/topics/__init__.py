"""What the user does with topics: their page, the place of one, and what is decided about them."""
