# amends: `make run` and `make test` are all a fresh machine needs.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: help run test check format bench bench-quick clean
.DEFAULT_GOAL := help

help:  ## show these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

run: .venv/run.done  ## set up, then start the dashboard (offers the demo when there are no settings)
	@$(BIN)/amends

test: .venv/dev.done  ## set up, then run the tests
	@$(BIN)/pytest --numprocesses 4 --dist worksteal

check: .venv/dev.done  ## format, lint, types, import contracts and the laws of the house
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q tests/test_laws.py

format: .venv/dev.done  ## let ruff rewrite what it can
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: .venv/bench.done  ## measure everything beside its peers and write bench/RESULTS.md (twenty minutes)
	@$(BIN)/python -m bench

bench-quick: .venv/bench.done  ## measure with small sizes, and only print
	@$(BIN)/python -m bench --quick

clean:  ## remove what the targets made
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/bin/pip:
	@echo "Setting up .venv (once, some seconds) …"
	@test -n "$(PYTHON)" || { echo "amends needs Python 3.11 or newer; none was found on PATH (or say make PYTHON=/path/to/python3)"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip --quiet install --upgrade pip

.venv/run.done: pyproject.toml | .venv/bin/pip
	@$(BIN)/pip --quiet install --editable . && touch $@

.venv/dev.done: .venv/run.done
	@echo "Setting up what the tests need (once) …"
	@$(BIN)/pip --quiet install --group dev && touch $@

.venv/bench.done: .venv/run.done bench/peers
	@echo "Setting up what the bench needs (once) …"
	@$(BIN)/pip --quiet install --group bench && PYTHON=$(BIN)/python bench/peers && touch $@
