# Needs python3 (3.11 or newer, with venv) and make; as root or not. Writes into this folder,
# into $SELOSTE_HOME (./.seloste unless set) and into pip's cache.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test check bench crash screenshots lock clean
.NOTPARALLEL:

# Set up, walk the thread in the terminal, then serve on http://localhost:8000; SERVE=0 ends after the walk.
demo: .venv/.ok
	$(BIN)/python -m seloste demo $(if $(filter 0,$(SERVE)),--no-serve)

# Set up and run the whole suite.
test: .venv/.tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --basetemp=.pytest_tmp

# Style, types, who may import whom, sizes, whether what is made of other files is current, and how many claims nothing keeps.
check: .venv/.tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/check_size.py seloste tools bench tests
	$(BIN)/python tools/rule_index.py --check
	$(BIN)/python -m tools.words --check
	$(BIN)/python -m tools.lint_catalogue --check
	$(BIN)/python tools/unkept.py --check
	$(BIN)/python tools/language_reference.py --check

# Measure against hand-written SQL; QUICK=1 takes a tenth of the size, GROWTH=1 measures among more and more people.
bench: .venv/.ok
	$(BIN)/python -m bench $(if $(filter 1,$(GROWTH)),--growth)

# Kill every command at random moments, and the database under it: is anything lost, doubled or stuck?
# Then break each act off after every statement, fill the disk, make it read-only, and move the clock.
# LONG=1 kills 200 times, not 50; SEED= repeats a run; ONLY="import erase" names commands.
crash: .venv/.tests
	SEED=$(SEED) LONG=$(LONG) ONLY="$(ONLY)" $(BIN)/python -m tests.crash
	EVERY=1 $(BIN)/python -m pytest -q tests/crash tests/cli/test_stopped_copies.py --deselect tests/crash/test_kills.py

# Pictures of the pages for the documents, of a demo of their own; needs Debian's chromium.
screenshots: .venv/.tests
	$(BIN)/python -m tools.screenshots

.venv/.ok: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Seloste needs Python 3.11 or newer: make PYTHON=…")'
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q seloste
	@touch $@

.venv/.tests: requirements-dev.lock .venv/.ok
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# Choose versions anew. Hashes of every platform's files are kept, addresses of an index are not.
COMPILE = $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra install
lock: .venv/.tests
	$(PIP) install --quiet 'pip-tools>=7.5,<8'
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra tests --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

# Everything that can be made again. The home with its data is left alone.
clean:
	rm -rf .venv .mypy_cache .pytest_cache .pytest_tmp .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
