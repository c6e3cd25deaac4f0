# `make run` starts the help desk, `make test` checks everything; `make help` lists the rest.

# The first Python that is new enough; shims of absent versions answer nothing.
PYTHON := $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
BIN := .venv/bin
OURS := helpdesk chat tickets reports tests manage.py .ci
WORKERS ?= 2
FAULTS_ROUNDS ?= 2
BENCH_CONTACTS ?= 10000000
FAULTS_SEED ?= 20260131

.PHONY: help run test lint unit bench bench-reports faults lock clean venv venv-dev

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

run: venv ## the whole help desk; PORT=8123 make run moves it
	@exec $(BIN)/python manage.py run

test: lint unit ## lint, types, import rules, and all tests

lint: venv-dev
	$(BIN)/ruff check $(OURS)
	$(BIN)/ruff format --check $(OURS)
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: venv-dev
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { echo "Chromium is missing: install it (Debian: apt-get install chromium-headless-shell) or use .ci/run." >&2; exit 1; }
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || { echo "nginx is missing: install it (Debian: apt-get install nginx) or use .ci/run." >&2; exit 1; }
	$(BIN)/python -m pytest -n $(WORKERS)

bench: venv-dev ## measures what the program promises, about 12 minutes; writes docs/benchmarks.md
	TEST_DURABLE=1 BENCH_REPORT=docs/benchmarks.md $(BIN)/python -m pytest -q -s -o python_files='bench_*.py' -o python_functions='bench_*' --ignore tests/bench/bench_reports.py tests/bench

bench-reports: venv-dev ## measures reports over ten million contacts, about 16 minutes; writes docs/benchmarks-reports.md
	TEST_DURABLE=1 BENCH_CONTACTS=$(BENCH_CONTACTS) BENCH_REPORTS=docs/benchmarks-reports.md \
	$(BIN)/python -m pytest -q -s -o python_files='bench_*.py' -o python_functions='bench_*' tests/bench/bench_reports.py

faults: venv-dev ## kills and freezes everything many times; writes docs/faults.md
	FAULTS_ROUNDS=$(FAULTS_ROUNDS) FAULTS_SEED=$(FAULTS_SEED) FAULTS_REPORT=docs/faults.md \
	$(BIN)/python -m pytest -n $(WORKERS) tests/faults

lock: venv-dev ## writes the lock files anew from pyproject.toml
	$(BIN)/python .ci/lock.py

clean: ## removes the virtual environment and caches; the data in var stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv venv-dev:
	$(if $(PYTHON),,$(error Python 3.11 or newer is missing: install it, with its module venv \
	(Debian: apt-get install python3 python3-venv)))
	@$(PYTHON) .ci/install.py requirements$(@:venv%=%).txt
