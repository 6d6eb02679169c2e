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

JUDGES := tests/judges/node_modules/.installed
$(JUDGES): tests/judges/package-lock.json $(VENV)/.check
	$(BIN)/python -m tests.judges.node install
	@touch $@

# ── what people run ──────────────────────────────────────────────────────────────────────────────────────────────────
.PHONY: run
run: $(VENV)/.run  ## start Accord with its own PostgreSQL; prints the address and, once, an owner key
	@exec $(BIN)/accord serve

.PHONY: demo
demo: $(VENV)/.run  ## start Accord with a whole story in the workspace `aa-com`, and print what to look at
	@$(BIN)/accord demo
	@exec $(BIN)/accord serve

# RECORDS may name another file of the same form; where the whole record is not at hand, an excerpt of it is taken
RECORDS ?= $(firstword $(wildcard ../shared/data/kubernetes-enhancements.jsonl) examples/kubernetes/excerpt.jsonl)
EXAMPLE := .cache/example/kubernetes.jsonl

.PHONY: example
example: $(VENV)/.run  ## import the record of a real community into the workspace `kubernetes` and report on it
	@mkdir -p $(dir $(EXAMPLE))
	$(BIN)/python examples/kubernetes_enhancements.py $(RECORDS) $(EXAMPLE)
	$(BIN)/accord import $(EXAMPLE) --workspace kubernetes
	@$(BIN)/python examples/kubernetes_report.py $(EXAMPLE)

.PHONY: test
test: $(VENV)/.test  ## all tests, in random order, against a real PostgreSQL (COVERAGE=1 measures branches)
	$(if $(COVERAGE),@mkdir -p .cache/coverage)
	$(BIN)/pytest --numprocesses $(WORKERS) $(if $(COVERAGE),--cov --cov-report=term) $(PYTEST_OPTIONS)

.PHONY: bench
bench: $(VENV)/.check  ## measure against the goals and the peers (QUICK=1: within three minutes)
	$(BIN)/python benchmarks/run.py $(if $(QUICK),--quick)

# ── what is checked ──────────────────────────────────────────────────────────────────────────────────────────────────
.PHONY: check
check: lint types layers judges  ## what CI runs after the tests: style, types, layers, dependencies, outside judges

.PHONY: lint
lint: $(VENV)/.check  ## style and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell

.PHONY: types
types: $(VENV)/.check  ## mypy, strict
	$(BIN)/mypy $(CHECKED)

.PHONY: layers
layers: $(VENV)/.check  ## import direction and dependencies
	$(BIN)/lint-imports --cache-dir .cache/imports
	$(BIN)/deptry .

.PHONY: judges
judges: $(JUDGES)  ## linters of the OpenAPI document and generated clients that drive a running service
	$(BIN)/python -m tests.judges.run

.PHONY: check-deep
check-deep: check  ## also what takes long: every schemathesis phase, many more generated examples
	$(BIN)/pytest --numprocesses $(WORKERS) --hypothesis-profile=deep $(PYTEST_OPTIONS)

.PHONY: fix
fix: $(VENV)/.check  ## let the tools mend what they can, and renew generated files
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(MAKE) --no-print-directory generate

.PHONY: generate
generate: $(VENV)/.test  ## write openapi/ and database/schema.sql anew
	@mkdir -p .cache
	$(BIN)/python -m database.schema_dump
	$(BIN)/python -m tests.architecture.generate
	$(BIN)/accord openapi > .cache/openapi.json
	mv .cache/openapi.json openapi/openapi.json

# ── environment upkeep ───────────────────────────────────────────────────────────────────────────────────────────────
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: lock
lock: $(VENV)/.check  ## pin requirements/*.in with hashes (UPGRADE=--upgrade takes newer releases)
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) requirements/check.in --constraint requirements/build.txt --output-file requirements/check.txt
	for part in run test bench; do \
		$(COMPILE) requirements/$$part.in --constraint requirements/check.txt --output-file requirements/$$part.txt; \
	done
	$(BIN)/python -m tests.judges.node lock
