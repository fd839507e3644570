"""Private parts of Textual: that they are what we take them for, and that one module alone uses them.

When one of these fails with a new version of Textual, read what has changed there, then mend `textual_private`.
"""

import importlib
import inspect
import os
import re
import signal
import sys
from asyncio import Event, get_running_loop
from collections.abc import Iterator
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static
from textual.widgets._toast import Toast, ToastRack

from tuinews.ui.paint.pictures.dots import Dots
from tuinews.ui.terminal import textual_private as private
from tuinews.ui.widgets.article.picture_strip import PictureStrip

UI = Path(private.__file__).parents[1]


def parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)  # type: ignore[arg-type]


# Painting the screen


def test_a_screen_has_a_compositor_that_is_asked_for_what_to_draw() -> None:
    screen = Screen[None]()
    assert type(screen._compositor) is Compositor
    private.paint_only_visible(screen)
    assert type(screen._compositor) is private.VisibleOnlyCompositor
    assert parameters(Compositor._get_renders) == parameters(private.VisibleOnlyCompositor._get_renders)


async def test_what_is_hidden_is_not_asked_for_and_the_picture_is_textuals_own() -> None:
    class Layers(App[None]):
        CSS = "Screen { layers: low high; } #low { layer: low; height: 9; } #high { layer: high; height: 3; }"

        def compose(self) -> ComposeResult:
            yield Static("behind\n" * 9, id="low")
            yield Static("before\n" * 3, id="high")

    app = Layers()
    async with app.run_test(size=(20, 9)):
        screen = app.screen
        ours = private.VisibleOnlyCompositor()
        ours.reflow(screen, app.size)
        region = app.query_one("#high").region
        stock = [strip.text for strip in screen._compositor.render_strips()]
        assert [strip.text for strip in ours.render_strips()] == stock
        assert len([*ours._get_renders(region)]) == 1
        assert len([*screen._compositor._get_renders(region)]) > 1


class Views(App[None]):
    """Two views of the same size; one is told its height by Textual, the other by us."""

    CSS = "ScrollView { height: 5; width: 20; overflow-y: scroll; }"

    def compose(self) -> ComposeResult:
        yield ScrollView(id="stock")
        yield ScrollView(id="ours")


@pytest.mark.parametrize("height", [2, 300])
async def test_a_height_that_is_set_cheaply_is_set_like_one_that_is_laid_out(height: int) -> None:
    app = Views()
    async with app.run_test(size=(30, 12)) as pilot:
        stock, ours = app.query_one("#stock", ScrollView), app.query_one("#ours", ScrollView)
        for view in (stock, ours):
            view.virtual_size = Size(0, 500)
            await pilot.pause()
            view.scroll_to(y=400, animate=False, force=True)
        stock.virtual_size = Size(0, height)
        private.set_virtual_height(ours, height)
        await pilot.pause()
        assert state(ours) == state(stock)
        assert ours.virtual_size.height == height


def state(view: ScrollView) -> tuple[object, ...]:
    bar = view.vertical_scrollbar
    return view.virtual_size, view.max_scroll_y, view.scroll_y, bar.window_virtual_size, bar.window_size


def test_a_strip_keeps_its_segments_where_they_are_put_later() -> None:
    strip = Strip([Segment("ab")], 2)
    assert getattr(strip, private.SEGMENTS) == [Segment("ab")]
    private.drop_segments(strip)
    assert not hasattr(strip, private.SEGMENTS)
    assert private.set_segments(strip, [Segment("cd")]) == [Segment("cd")]
    assert strip.text == "cd"


def test_a_strip_without_segments_is_to_textual_what_one_with_them_is() -> None:
    def ours() -> Strip:
        row = Dots(bytes(range(12)), bytes(range(12, 24)))
        return PictureStrip(Strip([Segment("ab")], 2), row, "▀", Strip([Segment("c")], 1))

    stock = Strip([*ours()], ours().cell_length)
    style, console = Style(bold=True), Console(color_system="standard", force_terminal=True)
    assert ours().text == stock.text == "ab▀▀▀▀c"
    assert ours() == stock
    assert ours().crop(1, 4) == stock.crop(1, 4)
    assert ours().extend_cell_length(9) == stock.extend_cell_length(9)
    assert ours().adjust_cell_length(3) == stock.adjust_cell_length(3)
    assert ours().simplify() == stock.simplify()
    assert ours().apply_style(style) == stock.apply_style(style)
    assert Strip.join([ours(), stock]) == Strip.join([stock, ours()])
    assert [*ours().divide([2, 4, 7])] == [*stock.divide([2, 4, 7])]
    assert ours().render(console) == stock.render(console)


# The terminal


async def test_a_running_app_has_a_driver() -> None:
    app = App[None]()
    assert private.driver_of(app) is None
    private.write_to_terminal(app, "nobody reads this")
    written: list[str] = []

    def write(data: str) -> None:
        written.append(data)

    async with app.run_test():
        driver = private.driver_of(app)
        assert isinstance(driver, Driver)
        driver.write = write  # type: ignore[method-assign]
        private.write_to_terminal(app, "\x1b[?1c")
        assert written == ["\x1b[?1c"]


@pytest.fixture
def signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


async def test_textual_writes_to_stderr_unless_it_is_given_another_stream(signals: None) -> None:
    app, stream = App[None](), TextIOWrapper(BytesIO())
    assert LinuxDriver(app)._file is sys.__stderr__
    assert private.LoopDriver(app, get_running_loop(), stream)._file is stream
    assert "WriterThread(self._file)" in inspect.getsource(LinuxDriver.start_application_mode)


async def test_textual_believes_the_environment_about_the_size_and_we_the_terminal(
    signals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "33")
    monkeypatch.setenv("LINES", "7")
    app = App[None]()
    stock, ours = LinuxDriver(app), private.LoopDriver(app, get_running_loop(), TextIOWrapper(BytesIO()))
    assert stock._get_terminal_size() == (33, 7)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((90, 20)))
    assert ours._get_terminal_size() == (90, 20)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((0, 0)))
    assert ours._get_terminal_size() == (33, 7)
    assert "self._get_terminal_size()" in inspect.getsource(LinuxDriver.start_application_mode)


async def test_a_stop_waits_for_the_loop_unless_another_program_has_the_terminal(
    signals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    monkeypatch.setattr(LinuxDriver, "suspend_application_mode", lambda _: None)
    loop, turned = get_running_loop(), Event()
    driver = private.LoopDriver(App[None](), loop, TextIOWrapper(BytesIO()))
    handler = signal.getsignal(signal.SIGTSTP)
    assert handler == driver._sigtstp_application
    assert driver._auto_restart
    handler(signal.SIGTSTP, None)
    assert sent == []
    loop.call_soon(turned.set)
    await turned.wait()
    assert sent == [(os.getpid(), signal.SIGSTOP)]
    with driver.no_automatic_restart():
        handler(signal.SIGTSTP, None)
        assert len(sent) == 2


def test_an_escape_that_stands_alone_is_known_by_the_parsers_time() -> None:
    assert XTermParser()._timeout_time is None
    parser = XTermParser()
    assert [*parser.feed("\x1b")] == []
    assert parser._timeout_time is not None
    assert "self.exit_event.set()" in inspect.getsource(LinuxDriver.disable_input)
    assert "selector.select(0.1)" in inspect.getsource(LinuxDriver.run_input_thread), "see whether ours is still needed"


# Defects


class Broken(private.OneLineCrashApp):
    """An app with a defect."""

    def on_mount(self) -> None:
        raise ValueError("the details")


async def test_of_a_defect_one_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    met: list[BaseException | None] = []

    def describe(error: BaseException | None) -> str:
        met.append(error)
        return "one line"

    app = Broken(describe)
    with pytest.raises(ValueError, match="the details"):
        async with app.run_test():
            pass
    assert [str(error) for error in met] == ["the details"]
    assert capsys.readouterr().err.strip() == "one line"
    assert app.return_code == 1


async def test_textual_would_print_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    class Stock(App[None]):
        def on_mount(self) -> None:
            raise ValueError("the details")

    with pytest.raises(ValueError, match="the details"):
        async with Stock().run_test():
            pass
    assert "Traceback" in capsys.readouterr().err


# Toasts


async def told(app: App[None]) -> list[str]:
    return [str(toast.render()) for toast in app.screen.query(Toast)]


async def test_one_toast_is_taken_away_as_a_click_takes_it_away() -> None:
    app = App[None]()
    async with app.run_test(notifications=True) as pilot:
        for sentence in ("one", "two", "three"):
            app.notify(sentence)
        await pilot.pause()
        assert await told(app) == ["one", "two", "three"]
        private.remove_sentence(app, "two")
        await pilot.pause()
        assert await told(app) == ["one", "three"]
        assert [each.message for each in app._notifications] == ["one", "three"]
        await pilot.click(Toast)
        await pilot.pause()
        assert await told(app) == ["three"]
        assert [each.message for each in app._notifications] == ["three"]


async def test_all_toasts_of_a_screen_lie_in_one_rack() -> None:
    app = App[None]()
    async with app.run_test(notifications=True) as pilot:
        app.notify("one")
        await pilot.pause()
        rack = private.toast_rack(app.screen)
        assert type(rack) is ToastRack
        assert rack.styles.dock == "bottom"
        assert app.screen.query_one(Toast) in rack.walk_children()


async def test_the_oldest_toasts_make_room_and_the_newest_stay() -> None:
    app = App[None]()
    async with app.run_test(notifications=True) as pilot:
        for sentence in ("one", "two", "three"):
            app.notify(sentence)
        await pilot.pause()
        height = app.screen.query(Toast).first().outer_size.height
        private.remove_oldest(app, 2 * height, least=1)
        await pilot.pause()
        assert await told(app) == ["two", "three"]
        private.remove_oldest(app, 0, least=1)
        await pilot.pause()
        assert await told(app) == ["three"]


# Nobody else


def modules() -> list[Path]:
    return [path for path in sorted(UI.rglob("*.py")) if path != Path(private.__file__)]


def test_no_other_module_imports_private_parts_or_reaches_into_objects() -> None:
    imports = re.compile(
        r"^\s*(?:from\s+textual\S*\._\w|import\s+textual\S*\._|from\s+textual\S*\s+import\s+.*\b_\w)", re.MULTILINE
    )
    found = {
        f"{path.relative_to(UI)}: {match[0].strip()}"
        for path in modules()
        for match in (*imports.finditer(path.read_text("utf-8")), *re.finditer("SLF001", path.read_text("utf-8")))
    }
    assert found == set()


def test_no_other_class_shares_a_private_name_with_the_textual_class_it_stands_on() -> None:
    shared = {
        f"{path.relative_to(UI)} {one.__name__}.{name}"
        for path in modules()
        for one in classes_of(path)
        for name in private_names(one) & textual_names(one)
    }
    assert shared == set()


def test_the_search_finds_private_names() -> None:
    assert {"_compositor", "_driver", "_fatal_error"} <= {*textual_names(Screen), *textual_names(App)}
    assert {"_fatal_error", "_exit_renderables"} <= private_names(private.OneLineCrashApp)


def classes_of(path: Path) -> list[type]:
    name = ".".join(("tuinews.ui", *path.relative_to(UI).with_suffix("").parts)).removesuffix(".__init__")
    module = importlib.import_module(name)
    return [one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == name]


@cache
def textual_names(one: type) -> set[str]:
    """Private names of the Textual classes that a class stands on."""
    bases = (base for base in one.__mro__ if base.__module__.partition(".")[0] == "textual")
    return {name for base in bases for name in private_names(base)}


@cache
def private_names(one: type) -> set[str]:
    source = inspect.getsource(one)
    found = re.finditer(r"(?:\b(?:self|cls|super\(\))\.|\bdef |^    )(_[a-z]\w*)(?=\W)", source, re.MULTILINE)
    return {name[1] for name in found}
