# `make edition` builds a newspaper, `make test` proves the program. Both do their own set-up, once.

VENV := .venv
BIN := $(VENV)/bin

.PHONY: edition test bench bench-makeup lock setup

edition: setup
	@$(BIN)/printpost build editions/issue-87.yaml

test: setup
	@sh .ci/validators
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

# Pins every package with its hashes; asks for uv on the path.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate \
		--custom-compile-command "make lock" --upgrade --quiet --output-file requirements.lock

setup:
	@sh .ci/setup $(VENV)
