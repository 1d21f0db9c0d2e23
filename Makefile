# Everything that is done with a checkout.  Each command makes .venv first, once.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench versions

help:  ## say what can be made
	@awk -F ': .*## ' '/^[a-z]+: .*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

demo: .venv/ready  ## the lecture's problem set: made, answered, graded, reported
	@$(BIN)/graders demo

test: .venv/ready  ## every test, doctests included
	@$(BIN)/python -m pytest --numprocesses auto

lint: .venv/ready  ## style, format and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: .venv/ready  ## lay the code out
	@$(BIN)/ruff format

bench: .venv/ready  ## how fast it is, beside sympy
	@$(BIN)/python -m bench

# The oldest numpy that is allowed, beside the newest: what was issued must come out the same.
OTHER_NUMPY ?= 1.26.4

versions: .venv/ready  ## the digests of variants under another version of numpy
	@elsewhere=$$(mktemp -d) && trap 'rm -rf "$$elsewhere"' EXIT && \
	$(BIN)/python -m pip install --quiet --no-deps --target "$$elsewhere" numpy==$(OTHER_NUMPY) && \
	PYTHONPATH="$$elsewhere:." $(BIN)/python -c 'import numpy; print("numpy", numpy.__version__)' && \
	PYTHONPATH="$$elsewhere:." $(BIN)/python -m pytest -q -p no:cacheprovider \
		tests/test_shipped_variants.py tests/test_permutation.py tests/test_domains.py tests/test_dealing.py \
		tests/value/test_arrays.py tests/value/test_sieve.py

# The stamp is as old as the last complete installation: an interrupted one is taken up again.  Bytecode is written here,
# since programs start twice as fast with it, and some machines are told to write none (PYTHONDONTWRITEBYTECODE).
.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'graders needs Python 3.11 or later, and "$(PYTHON)" is not.' >&2; \
		echo 'If there is another, name it: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'The Python of "$(PYTHON)" cannot make virtual environments.' >&2; \
		echo 'On Debian and Ubuntu this is a package: sudo apt install python3-venv' >&2; exit 1; }
	@echo 'Installing into .venv, once ...'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt hatchling
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@$(BIN)/python -m compileall -q graders bench
	@touch $@
