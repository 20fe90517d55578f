# Everything starts here: each target makes the environment that it needs, once.
# Python 3.11 or later, make and git are enough. Another interpreter: make PYTHON=python3.13 test
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; \
	done; echo python3)
VENV ?= .venv
BIN := $(VENV)/bin
DEV := $(VENV)/.made-for-dev
BENCH := $(VENV)/.made-for-bench
INGREDIENTS := pyproject.toml constraints.txt tools/environment.py

# what to look at, as far as it is there
CODE := src tests tools $(wildcard benchmarks)
STORY := examples/smolensk-2009.yaml

.DELETE_ON_ERROR:
.PHONY: help demo demo-ru test check format soak bench coverage test-all pictures catalogues constraints env clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 18

demo: $(DEV) ## the Smolensk pilot, told as it went
	@$(BIN)/partnership run $(STORY)

demo-ru: $(DEV) ## the same in Russian
	@$(BIN)/partnership run $(STORY) --lang ru

test: $(DEV) ## all tests but the long sweeps
	@$(BIN)/python -m pytest $(ARGS)

check: $(DEV) ## format, lint, types, layers, catalogues
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tools.catalogues check

catalogues: $(DEV) ## add what is new in the code to the catalogues of other languages, drop what is gone
	@$(BIN)/python -m tools.catalogues update

format: $(DEV) ## put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

soak: $(DEV) ## the long sweeps, with many more examples
	@$(BIN)/python -m pytest -m soak --hypothesis-profile=soak $(ARGS)

bench: $(BENCH) ## the benchmarks, beside the peers
	@$(BIN)/python -m benchmarks $(ARGS)

coverage: $(DEV) ## which branches the tests reach
	@$(BIN)/python -m pytest --cov --cov-report=term $(ARGS)

test-all: ## the tests on every interpreter that is found
	@$(PYTHON) -m tools.test_all $(ARGS)

pictures: $(DEV) ## draw the pictures of the pages anew
	@$(BIN)/python -m tools.pictures

constraints: $(DEV) ## pin what pyproject.toml asks for anew
	@$(BIN)/uv pip compile pyproject.toml --group dev --group bench --universal --upgrade --quiet \
		--no-header --no-annotate --output-file constraints.txt

env: $(DEV) ## only the environment

clean: ## remove what was made here
	rm -rf $(VENV) .venvs build dist site htmlcov .coverage .coverage.* .hypothesis
	rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools $(wildcard benchmarks) -name __pycache__ -type d -prune -exec rm -rf {} +

$(DEV): $(INGREDIENTS)
	@$(PYTHON) tools/environment.py $(VENV) dev
	@touch $@

$(BENCH): $(INGREDIENTS) $(DEV)
	@$(PYTHON) tools/environment.py $(VENV) bench
	@touch $@
