"""The flows go through the door: the same home and command as the door's own tests."""

from cli.conftest import home, tuinews

__all__ = ["home", "tuinews"]
