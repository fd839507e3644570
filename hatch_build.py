"""Makes the description of the package from the README, whose pictures and pages are not where it is read elsewhere."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)\s]+)\)")


class Description(MetadataHookInterface):
    """Gives relative links the addresses in `pyproject.toml`; without one, the words of a link stand for it."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description."""
        readme = Path(self.root, "README.md").read_text("utf-8")
        places = {"!": str(self.config["pictures"]), "": str(self.config["pages"])}
        metadata["readme"] = {"content-type": "text/markdown", "text": describe(readme, places)}


def describe(readme: str, places: dict[str, str]) -> str:
    """The README with absolute links: `places` are where pictures (`!`) and pages (`""`) lie, `""` for nowhere."""

    def link(found: re.Match[str]) -> str:
        kind, words, path = found.groups()
        if place := places[kind]:
            return f"{kind}[{words}]({place.rstrip('/')}/{path})"
        return f"*({words})*" if kind else words

    return _LINK.sub(link, readme)
