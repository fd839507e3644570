"""How the user wants a feed to be kept: how long its news stays in the inbox, and until when it rests."""
