# The commands a newcomer needs are `make demo`, `make quick` and `make test`; all make their own virtual environment.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
# tests start the program hundreds of times: it is to be compiled once
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test quick check screenshots languages clean

demo: $(VENV)/.user
	$(BIN)/tuinews demo

# three processes for two cores, as some tests wait for programs and servers that they start
test: check
	$(BIN)/python -m pytest -n 3 --dist loadgroup

# with a real Miniflux, which is fetched and built (Go, PostgreSQL); says so where it cannot be had
test-servers: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python tests/servers/try_real.py

quick: $(VENV)/.dev
	$(BIN)/python tests/quick.py

check: $(VENV)/.dev
	$(BIN)/ruff format --check src tests benchmarks fuzz screenshots languages
	$(BIN)/ruff check src tests benchmarks fuzz screenshots languages
	$(BIN)/mypy
	$(BIN)/lint-imports

# beside other readers, into docs/benchmarks.md: make bench [ONLY=refresh,latency] [FEEDS=300] [SIZES="10000 100000"] [QUICK=1]
bench: $(VENV)/.dev
	PYTHONPATH=benchmarks $(BIN)/python -m bench $(if $(ONLY),--only $(ONLY)) $(if $(FEEDS),--feeds $(FEEDS)) \
		$(if $(SIZES),--sizes $(SIZES)) $(if $(RUNS),--runs $(RUNS)) $(if $(QUICK),--quick)

screenshots: $(VENV)/.dev
	$(BIN)/python screenshots/make.py
	$(BIN)/python screenshots/record.py

languages: $(VENV)/.dev
	$(BIN)/python languages/catalogues.py

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo 'tuinews needs Python 3.11 or newer: install it, or name it with make PYTHON=…'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.user: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[images]'
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@ $(VENV)/.user

clean:
	rm -rf $(VENV) build dist
