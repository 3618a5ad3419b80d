# Each target makes its environment by itself on first use. Needs Linux, make and Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
CODE := contracts chassis services fairlead

.DEFAULT_GOAL := help
.PHONY: help demo up test faults containers check fix bench lock .venv
.DELETE_ON_ERROR:

help:
	@echo "make demo   a whole region on this machine, and its story played through"
	@echo "make test   every check and every test"
	@echo "make faults every fault provoked, on real services, Kafka and PostgreSQL"
	@echo "also: make up, containers, check, fix, bench, lock"

# What runs a region; a tenth of a second when nothing changed.
.venv: .venv/.run
.venv/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"Fairlead needs Python 3.11 or newer, and $(PYTHON) is {v[0]}.{v[1]}; name another one: make PYTHON=python3.13 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "this Python cannot make virtual environments; install its venv package (on Debian: python3-venv)"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/uv.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes --compile-bytecode -r requirements/run.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(CODE)
	@touch $@

# What tests need besides.
.venv/.dev: requirements/dev.txt .venv/.run
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes --compile-bytecode -r requirements/dev.txt
	@touch $@

demo: .venv/.run
	@$(BIN)/fairlead demo

up: .venv/.run
	@$(BIN)/fairlead up

check: .venv/.dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m contracts check

# A process for each core, up to four; a file's tests stay together, and the long ones come first.
PYTEST := $(BIN)/pytest -q -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: check
	$(PYTEST)

# FAULT_SEED=N repeats what a seed has done.
faults: .venv/.dev
	$(PYTEST) tests/faults tests/journeys/test_chaos.py tests/journeys/test_repair.py --all-faults

# Needs Docker. Any other tests so: CONTAINERS='tests/services tests/journeys'.
CONTAINERS ?= tests/journeys/test_delivery.py tests/deploy
containers: .venv/.dev
	@$(BIN)/python -m tests.containers
	$(BIN)/pytest -q --infrastructure=containers $(CONTAINERS)

fix: .venv/.dev
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

# About half an hour; BENCH='door relay --runs 3' for some of it, BENCH=--write for docs/performance.md.
bench: .venv/.run
	$(BIN)/python -m tests.benchmarks $(BENCH)

# Services that need more than the others do. An image installs what all need, and what its own service needs besides.
SERVICES := registry notifications recognition portal

# New versions within pyproject's bounds, with their hashes and no address of a registry.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade
lock: .venv/.run
	$(LOCK) $(SERVICES:%=--extra %) --extra embedded pyproject.toml -o requirements/run.txt
	$(LOCK) --all-extras pyproject.toml -c requirements/run.txt -o requirements/dev.txt
	echo uv | $(LOCK) - -o requirements/uv.txt
	$(LOCK) -c requirements/run.txt pyproject.toml -o requirements/images/core.txt
	set -e; for one in $(SERVICES); do \
		$(LOCK) -c requirements/run.txt --extra $$one pyproject.toml -o requirements/images/$$one.txt; done
	printf 'aiosmtpd\npsutil\n' | $(LOCK) -c requirements/run.txt $(SERVICES:%=--extra %) pyproject.toml - -o requirements/images/operator.txt
