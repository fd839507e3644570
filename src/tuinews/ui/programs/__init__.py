"""Other programs that the reader starts, without a shell: the browser, and commands that an article is piped to."""
