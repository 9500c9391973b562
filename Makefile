# analitik: the few commands an office needs. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PERIOD ?= 2022-10

.PHONY: help setup report test lab lint lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/.ready ## Make .venv with everything locked in requirements/lock.txt (does nothing when nothing changed)

.venv/.ready: requirements/lock.txt pyproject.toml
	@echo "Menyiapkan lingkungan di .venv (sekali saja, beberapa menit) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements/lock.txt
	@$(BIN)/uv pip install --quiet --no-deps --compile-bytecode --python $(BIN)/python --editable .
	@touch $@

report: setup ## Demonstration: make sample data, take it in, publish 84 reports for PERIOD, print the portal's path
	@$(BIN)/analitik sample data/contoh --if-missing
	@$(BIN)/analitik ingest data/contoh/deliveries/* || test $$? -eq 3
	@$(BIN)/analitik run $(PERIOD)

test: setup ## Every test: pytest, doctests, notebooks (nbval), import rules, lint
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 2 --dist worksteal
	@$(BIN)/python -m pytest -n 2 --dist loadfile --nbval notebooks -p no:doctest

lab: setup ## JupyterLab on this machine only, opened on notebooks/mulai.ipynb
	@$(BIN)/jupyter lab --ip=127.0.0.1 --no-browser --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/mulai.ipynb

lint: setup ## Lint and import rules alone
	@$(BIN)/ruff check . && $(BIN)/lint-imports

lock: setup ## Resolve requirements/lock.txt again from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra spss --group dev --group lab pyproject.toml -o requirements/lock.txt

clean: ## Remove the environment and everything that can be made again (deliveries and reports stay)
	@rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache
