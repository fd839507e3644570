"""Controllers of the headline list. Begin reading at `listing`: it brings a place to the screen."""
