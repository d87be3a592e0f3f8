"""``python -m polybius``."""

from polybius.cli import main

if __name__ == "__main__":
    main()
