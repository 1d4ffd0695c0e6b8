# Everything a newcomer needs: make demo, make test. Plain targets that GNU make 3.81 (macOS) understands.

PYTHON ?=
WORKERS ?= 2
KILLS ?= 1000
BIN = .venv/bin

# Homebrew's libraries are not where a Python from elsewhere looks; macOS drops this setting at every /bin/sh,
# so it stands before the command instead of in the environment.
ifeq ($(shell uname -s),Darwin)
BIN = DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:/usr/local/lib:/usr/lib" .venv/bin
endif

TILLSYN = $(BIN)/tillsyn
PY = $(BIN)/python

.PHONY: help setup demo test check fast lint bench kills catalogues lock wheel clean

help:
	@echo "make demo        the main job on an invented county, in demo/; opens the app when run in a terminal"
	@echo "make test        the whole test suite: lint, types and layers too (make check is the same)"
	@echo "make fast        the suite without terminal app, PDF and slow tests"
	@echo "make lint        what ruff and mypy say, and nothing else"
	@echo "make kills       a sitting killed a thousand times; nothing told may be lost (KILLS=100 for fewer)"
	@echo "make bench       how fast, beside what; prints ratios"
	@echo "make catalogues  translations: *.po into the tillsyn.mo that the program reads"
	@echo "make lock        constraints.txt anew (needs uv and a network)"
	@echo "make wheel       dist/tillsyn-*.whl"
	@echo "make setup       .venv from constraints.txt; the others do it themselves"
	@echo "make clean       remove what was built, not .venv and not demo/"
	@echo ""
	@echo "PYTHON=python3.12 chooses the interpreter, WORKERS=4 how many processes the tests use."

setup:
	@PYTHON="$(PYTHON)" tools/setup.sh

# --force makes it anew each time; a store that somebody has worked in is kept in demo/earlier.
demo: setup
	@$(TILLSYN) demo demo --force

test check: setup
	@$(PY) -m pytest -n $(WORKERS)

fast: setup
	@$(PY) -m pytest -n $(WORKERS) -m "not tui and not pdf and not slow"

lint: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: setup
	@for script in start criteria first_content key opening strokes scale letter draw find; do $(PY) -m bench.$$script || exit 1; done

kills: setup
	@$(PY) -m tests.faults.kills $(KILLS)
	@$(PY) -m tests.faults.app_kills

catalogues: setup
	@$(PY) tools/catalogues.py

lock:
	@tools/lock.sh

wheel: setup
	@$(PY) -m build --wheel --no-isolation

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache snapshot_report.html
	find . -name __pycache__ -not -path "./.venv/*" -prune -exec rm -rf {} +
