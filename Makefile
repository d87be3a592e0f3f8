# make demo    code an example page, print its events and how to open the explorer
# make test    the tests, the linter and the type checker
# make check   what is slow: the built package by itself, long runs
# make fuzz    a fuzzer led by coverage over readers, pages and coder; FUZZ_SECONDS=60 in all
# make bench   the coder's speed beside the parser's, about eight minutes; TEXTS=... own texts
# make docs    docs/ as a site, in build/site
# make lock    renew the locked dependencies (needs uv)
#
# Each sets up all it needs in .venv first; only Python 3.11 to 3.13 and make must be there.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed

# The first Python at hand that will do; PYTHON=... chooses another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	2>/dev/null && echo $$python && break; done)

PIP := $(BIN)/python -m pip install --no-input --disable-pip-version-check

.PHONY: demo test lint check fuzz bench docs lock clean

demo: $(INSTALLED)
	@$(BIN)/python -m polybius demo
	@echo "The same page in a browser: $(BIN)/polybius serve --demo"

test: $(INSTALLED) lint
	@echo "== tests"
	@$(BIN)/python -m pytest -m "not check"

lint: $(INSTALLED)
	@echo "== style and types"
	@$(BIN)/ruff check src tests requirements
	@$(BIN)/ruff format --check src tests requirements
	@$(BIN)/mypy

check: $(INSTALLED)
	@echo "== slow tests"
	@$(BIN)/python -m pytest -m check

FUZZ_SECONDS ?= 60

# Three targets share the time; the first finding ends it with a status that is not zero.
fuzz: $(INSTALLED)
	@$(BIN)/python -c 'import atheris' 2>/dev/null || \
	{ echo "make fuzz: needs atheris, which is ready built for 64-bit Linux only" >&2; exit 1; }
	@for target in readers pages coder; do \
	$(BIN)/python tests/fuzz/fuzz.py $$target $$(( ($(FUZZ_SECONDS) + 2) / 3 )) || exit 1; done

bench: $(INSTALLED)
	@$(BIN)/python -W ignore -m polybius.bench $(TEXTS)

docs: $(INSTALLED)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -W ignore -m mkdocs --quiet build --strict
	@echo "build/site/index.html"

lock: $(INSTALLED)
	@$(PIP) --quiet uv
	@$(BIN)/python requirements/lock.py

clean:
	rm -rf $(VENV) build dist

# The package itself is linked, not copied: only a change of what it needs installs again.
$(INSTALLED): requirements/lock.txt requirements/pip.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11, 3.12 or 3.13 here; PYTHON=/path/to/python names one" >&2; exit 1; }
	@echo "== 1 of 4: virtual environment in $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv --clear $(VENV)
	@echo "== 2 of 4: pip"
	@$(PIP) --require-hashes -r requirements/pip.txt
	@echo "== 3 of 4: dependencies, about 250 MB the first time"
	@$(PIP) --require-hashes -r requirements/lock.txt
	@echo "== 4 of 4: polybius"
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
