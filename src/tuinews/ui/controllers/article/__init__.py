"""Controllers of the article pane. Begin reading at `opening`: it brings an article to the screen."""
