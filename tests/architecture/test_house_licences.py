"""What is installed with tuinews may be used by anybody: see `docs/decisions/0001-licences-and-dependencies.md`."""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from architecture.house import ROOT

TABLES = ROOT / "docs" / "decisions" / "0001-licences-and-dependencies.md"


def named(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match is not None, requirement
    return match[0].lower().replace("_", "-")


def project() -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return read


def direct() -> list[str]:
    return [named(requirement) for requirement in project()["dependencies"]]


def extra() -> list[str]:
    """What only comes when an extra is asked for."""
    return [named(part) for parts in project()["optional-dependencies"].values() for part in parts]


def installed(waiting: Iterable[str] = ()) -> dict[str, Distribution]:
    """What the direct dependencies pull in, themselves included; what another platform would need is left out."""
    found: dict[str, Distribution] = {}
    waiting = [*waiting] or direct()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += [named(part) for part in found[name].requires or () if "extra ==" not in part]
    return found


def licence(package: Distribution) -> str:
    said = package.metadata.get_all("License-Expression") or package.metadata.get_all("License") or []
    classed = [line for line in package.metadata.get_all("Classifier") or [] if line.startswith("License")]
    return "; ".join([*said, *classed])


def binds(said: str) -> bool:
    """Whether it is a licence of the GPL's family without a choice of another one."""
    choices = re.split(r"\bOR\b", said)
    return all(re.search(r"\bA?L?GPL|General Public", choice) for choice in choices)


def test_every_direct_dependency_is_there() -> None:
    assert set(direct()) <= installed().keys()


def test_no_licence_binds_the_whole() -> None:
    assert {name: licence(package) for name, package in installed().items() if binds(licence(package))} == {}


def test_no_licence_of_an_extra_binds_who_installs_it() -> None:
    wanted = installed(extra())
    assert set(extra()) <= wanted.keys()
    assert {name: licence(package) for name, package in wanted.items() if binds(licence(package))} == {}


def test_extras_are_not_in_the_base_install() -> None:
    assert not set(extra()) & installed().keys()


def test_every_package_states_its_licence() -> None:
    assert {name for name, package in installed().items() if not licence(package)} == set()


def test_the_decision_names_every_direct_dependency() -> None:
    rows = TABLES.read_text("utf-8")
    assert {name for name in (*direct(), *extra()) if f"| {name} " not in rows} == set()


def test_a_binding_licence_is_found() -> None:
    assert binds("GPL-3.0-only")
    assert binds("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)")
    assert not binds("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later")
    assert not binds("MIT")
