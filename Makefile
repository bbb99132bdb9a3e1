# Each target works from nothing: it makes .venv, installs what it needs, and runs. The second time is quick.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed-from-lock
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint serve format coverage load soak chaos lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Clean and summarize the bundled article: diff, edits, summary
	@$(BIN)/copydesk process service/data/demo.txt

test: $(INSTALLED) ## Run the tests (ARGS="-k batch" to choose)
	$(BIN)/python -m pytest -q $(ARGS)

lint: $(INSTALLED) ## Check style, types and the import arrows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: $(INSTALLED) ## Start the HTTP service (ARGS="--port 9000" to choose)
	$(BIN)/copydesk serve $(ARGS)

format: $(INSTALLED) ## Put imports and layout in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(INSTALLED) ## Run the tests with line and branch coverage of the pure core, at least 95 %
	$(BIN)/python -m pytest -q --cov=models.core --cov-fail-under=95 $(ARGS)

load: $(INSTALLED) ## Measure latency, throughput and refusals of the service on this machine
	$(BIN)/python -m tests.load.load $(ARGS)

soak: $(INSTALLED) ## Send the service 10,000 requests and watch its memory and descriptors
	$(BIN)/python -m tests.load.soak $(ARGS)

chaos: $(INSTALLED) ## Kill, hang, fill and damage what the service and folder runs stand on
	$(BIN)/python -m pytest -q -m slow tests/load/test_chaos.py $(ARGS)

lock: ## Write requirements.lock anew from a fresh install
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet ".[dev]"
	{ head -n 1 requirements.lock; \
	  build/lock/bin/pip freeze --exclude copydesk | sed -E 's/^(torch==[0-9.]+)\+.*/\1/'; } > build/requirements.lock
	mv build/requirements.lock requirements.lock

clean: ## Remove what the other targets made, .venv included
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage

$(INSTALLED): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@
