"""Other programs that the reader starts: the browser, and commands that an article is piped to. Never by a shell."""
