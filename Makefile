# One command starts Accord, one tests it, one checks it: `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_INSTALL := $(UV) pip install --quiet --python $(BIN)/python
EDITABLE := $(UV_INSTALL) --no-build-isolation --no-deps --editable .
CODE := $(wildcard domain database eventstore projections webhooks api service)
CHECKED := $(CODE) $(wildcard tests benchmarks examples)

WORKERS ?= 2
PYTEST_OPTIONS ?=

.PHONY: help
help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)$$/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; do printf '  %-12s %s\n' "$$name" "$$text"; done

# ── environments: each stamp holds what its step needs and is renewed only when the step's lock changes ──────────────
$(VENV)/.build: requirements/build.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml $(VENV)/.build
	$(UV_INSTALL) --require-hashes --requirement $<
	$(EDITABLE)
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(UV_INSTALL) --require-hashes --requirement $<
	@touch $@

$(VENV)/.check: requirements/check.txt $(VENV)/.test
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes $<
	$(EDITABLE)
	@touch $@

.PHONY: environment
environment: $(VENV)/.check  ## everything a developer needs, in .venv

# ── what people run ──────────────────────────────────────────────────────────────────────────────────────────────────
.PHONY: run
run: $(VENV)/.run  ## start Accord with its own PostgreSQL; prints the address and, once, an owner key
	@exec $(BIN)/accord serve

.PHONY: example
example: $(VENV)/.run  ## walk one decision from proposal to agreement against a running service
	@exec $(BIN)/python examples/one_decision.py

.PHONY: test
test: $(VENV)/.test  ## all tests, in random order, against a real PostgreSQL
	$(BIN)/pytest -n $(WORKERS) $(PYTEST_OPTIONS)

# ── environment upkeep ───────────────────────────────────────────────────────────────────────────────────────────────
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: lock
lock: $(VENV)/.build  ## pin requirements/*.in with hashes (UPGRADE=--upgrade takes newer releases)
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) requirements/check.in --constraint requirements/build.txt --output-file requirements/check.txt
	for part in run test bench; do \
		$(COMPILE) requirements/$$part.in --constraint requirements/check.txt --output-file requirements/$$part.txt; \
	done
