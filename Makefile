# `make edition` builds a newspaper, `make test` proves the program. Both do their own set-up, once.

VENV := .venv
BIN := $(VENV)/bin

.PHONY: edition test bench bench-makeup lock setup

edition: setup
	@$(BIN)/printpost build editions/issue-87.yaml

test:
	@sh .ci/validators & sh .ci/setup $(VENV) && wait
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadgroup

bench: setup
	$(BIN)/python -m tests.bench

# Two hundred random issues, built and measured from outside: takes a quarter of an hour.
bench-makeup: setup
	$(BIN)/python -m tests.bench.makeup

# Pins every package, and what installs them, with their hashes.
LOCKED := pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade --quiet \
	--custom-compile-command "make lock"
lock: setup
	$(BIN)/uv $(LOCKED) pyproject.toml --group dev --output-file requirements.lock
	echo uv | $(BIN)/uv $(LOCKED) - --output-file .ci/installer.lock

setup:
	@sh .ci/setup $(VENV)
