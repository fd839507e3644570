"""Commands for what is done with entries as they arrive: mutes and rules."""
