"""What the library in memory and the interaction without a screen are called with is what the real ones take."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from tuinews.config import Settings, find_paths
from tuinews.engine.library import open_library
from tuinews.ui.interaction import Interaction
from ui.fake_interaction import FakeInteraction
from ui.fake_library import FakeLibrary, World

PARTS = (
    "entries",
    "feeds",
    "articles",
    "pictures",
    "refresh",
    "memory",
    "journal",
    "views",
    "freshness",
    "explanations",
    "editions",
    "stories",
    "mutes",
    "rules",
    "search",
    "topics",
    "related",
    "downloads",
)


@pytest.mark.parametrize("part", PARTS)
async def test_the_fake_takes_what_the_real_one_takes(tmp_path: Path, part: str) -> None:
    library = open_library(find_paths(str(tmp_path), {}), Settings())
    pretended = FakeLibrary(World())
    try:
        assert differences(getattr(pretended, part), getattr(library, part)) == {}
        assert differences(pretended, library) == {}
    finally:
        library.close()


def test_the_fake_interaction_takes_what_the_real_one_takes() -> None:
    for name in ("tell", "post", "key", "run", "inquire", "ask"):
        assert taken(getattr(FakeInteraction, name)) == taken(getattr(Interaction, name)), name


def differences(pretended: object, real: object) -> dict[str, tuple[str, str]]:
    """The public methods of the fake that are called in another way than those of the same name."""
    names = [name for name in dir(pretended) if not name.startswith("_") and callable(getattr(pretended, name))]
    assert names
    pairs = {name: (taken(getattr(pretended, name)), taken(getattr(real, name))) for name in names}
    return {name: (ours, theirs) for name, (ours, theirs) in pairs.items() if ours != theirs}


def taken(method: Callable[..., object]) -> str:
    """How a method is called."""
    arguments = inspect.signature(method).parameters.values()
    words = [f"{one.kind.name} {one.name} = {one.default!r}" for one in arguments]
    return f"{'async ' if inspect.iscoroutinefunction(method) else ''}({', '.join(words)})"
