# Everything a newcomer needs. `make help` lists the targets from the comments after ##.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for each in python3.11 python3; do $$each -c '' 2>/dev/null && echo $$each && break; done)
BOOTSTRAP = $(PYTHON) scripts/bootstrap.py
BIN = .venv/bin
ARGS ?=

.PHONY: help setup setup-dev demo run test check sure fix bench docs translations lock

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make .venv with what Pendopo needs to run
	@$(BOOTSTRAP) runtime

setup-dev: ## add what tests and checks need
	@$(BOOTSTRAP) dev

demo: setup ## open a hall with invented people on this computer (ARGS=--no-serve only fills it)
	@$(BIN)/pendopo demo $(ARGS)

run: setup ## serve your own hall from its folder
	@$(BIN)/pendopo serve $(ARGS)

test: setup-dev ## run all tests: SQLite, PostgreSQL, browser (ARGS="-k word" chooses)
	@scripts/test $(ARGS)

check: setup-dev ## lint, format, types, import contracts, templates, migrations; no tests
	@scripts/check

sure: check test ## everything that must hold before a change is shared; CI runs this

fix: setup-dev ## mend what can be mended by machine
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup-dev ## run the benchmarks behind the figures in the README
	@for each in benchmarks/[a-z]*.py; do echo "== $$each"; $(BIN)/python $$each $(ARGS) || exit 1; done

docs: setup-dev ## write the generated pages anew and check the links
	@$(BIN)/python -W ignore scripts/docs.py write
	@$(BIN)/python scripts/documents.py

translations: setup-dev ## collect the Indonesian texts into the catalogues
	@$(BIN)/python scripts/translations.py collect

lock: ## pin all packages again after pyproject.toml changed
	@scripts/lock
