"""Where files are and what the user wants: one TOML file becomes frozen settings."""

from tuinews.config.load import Loaded, load, render, render_default
from tuinews.config.paths import Paths, find_paths
from tuinews.config.settings import Settings

__all__ = ["Loaded", "Paths", "Settings", "find_paths", "load", "render", "render_default"]
