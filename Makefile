# Everything that a fresh machine needs is made here: Python 3.11 or newer and make are enough.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test lint check docs screenshots golden bench peers clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/'

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q linter checks
	@touch $@

demo: .venv/installed  ## check the bundled example datasets: one is ready, one is not
	$(BIN)/tuneready check examples/support_tickets
	$(BIN)/tuneready check examples/spoiled_tickets --max-findings 3; [ $$? -eq 1 ]

test: .venv/installed  ## run the tests
	$(BIN)/python -m pytest

lint: .venv/installed  ## run ruff, mypy and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint test  ## what CI runs

golden: .venv/installed  ## write the expected reports anew; read the diff before you commit it
	$(BIN)/python -m pytest tests --golden

docs: .venv/installed  ## build the documentation into site/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

screenshots: .venv/installed  ## write the pictures of the README; needs Chromium
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	$(BIN)/python docs/screenshots.py

bench: .venv/installed  ## measure speed and memory beside a plain loop
	$(BIN)/python benchmarks/throughput.py

peers:  ## measure near-duplicate beside its peers, in an environment of their own
	$(PYTHON) -m venv .bench
	.bench/bin/python -m pip install --quiet --disable-pip-version-check --editable . -r benchmarks/requirements.txt
	.bench/bin/python benchmarks/near_duplicates.py

clean:  ## remove what was made
	rm -rf .venv .bench build dist site
