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

report: setup ## Demonstration: sample data, ingest, labels, 84 reports for PERIOD; prints the portal's path last
	@$(BIN)/analitik sample data/contoh --if-missing
	@$(BIN)/analitik ingest data/contoh/deliveries/* --units data/contoh/register.csv --as-of $(PERIOD)-31T23:59:00+07:00 \
	  --json > data/contoh/penerimaan.json || test $$? -eq 3
	@$(BIN)/python -m analitik.pipeline.demo $(PERIOD)
	@$(BIN)/analitik run $(PERIOD)

test: setup ## Every test: lint, import rules, pytest, doctests, every notebook (nbval)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -n 2 --dist worksteal
	@$(BIN)/python -m analitik.pipeline.demo
	@ANALITIK_STORE=data/contoh-kecil $(BIN)/python -m pytest -o addopts=-q -n 2 --dist loadfile --nbval-lax notebooks

lab: setup ## JupyterLab on this machine only, opened on notebooks/mulai.ipynb
	@$(BIN)/jupyter lab --ip=127.0.0.1 --no-browser $$(test $$(id -u) -ne 0 || echo --allow-root) --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/mulai.ipynb

lint: setup ## Lint and import rules alone
	@$(BIN)/ruff check . && $(BIN)/lint-imports

lock: setup ## Resolve requirements/lock.txt again from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra spss --group dev --group oracle pyproject.toml -o requirements/lock.txt

clean: ## Remove the environment and everything that can be made again (deliveries and reports stay)
	@rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache
