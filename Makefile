# Shapes That Fit: `make` alone lists what you can do here.

PYTHON ?= python3
TORCH_INDEX ?=
TESTS ?=
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check

# Keeps every pin of requirements.txt that still fits; `make lock LOCK=--upgrade` renews all
LOCK ?=
UV := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help book check refresh record-gpu serve fix form test test-all bench pictures pack lock clean remake

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PYTHON=python3.13  another Python, 3.11 or newer, for the virtual environment"
	@echo "  TORCH_INDEX=URL    the index that torch comes from, whatever this machine has"
	@echo "  TESTS=tests/site   a part of the tests"
	@echo "  SITE=site          let the tests in a browser test this site, as it is, not one of their own"

book: $(VENV)/.ready ## run every chapter that changed, build the site into site/
	@$(PY) -m book make

check: $(VENV)/.ready ## run every chapter and compare it with its page; write nothing
	@$(PY) -m book check --no-cache

refresh: $(VENV)/.ready ## run every chapter and write every output and figure anew
	@$(PY) -m book run --refresh

# Not in the virtual environment: such a machine has a torch of its own, and may reach no index
record-gpu: ## on a machine with an NVIDIA GPU: run, compare and test the book there
	@$(PYTHON) -m book.recording.gpu

# Without torch it shows what is recorded: enough to mend a sentence
serve: $(VENV)/.locked ## live preview: save a chapter and the page reloads
	@$(PY) -m book serve

# Bytecode is kept: else each of hundreds of processes compiles anew what it imports
PYTEST = unset PYTHONDONTWRITEBYTECODE; CHROME="$$($(PY) tests/browser/find_chrome.py)" && export CHROME && \
	$(PY) -m pytest -n auto --dist worksteal --durations=10

fix: $(VENV)/.locked ## format the code, and mend what a tool can mend
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet . ; $(VENV)/bin/biome check --write .

form: $(VENV)/.locked ## is the code formatted, are its imports sorted and all names used? In seconds
	@$(PY) -m ruff check --quiet . && $(PY) -m ruff format --check --quiet . && \
		$(VENV)/bin/biome check --log-level=error . || { echo "\`make fix\` mends what a tool can mend" >&2; exit 1; }

test: $(VENV)/.ready form ## every test that a change must pass
	@$(PYTEST) -m "not heavy" $(TESTS)

# Which lines no test reaches is known here alone: to watch them costs minutes
test-all: $(VENV)/.ready form ## the long sweeps as well, and which lines no test reaches
	@$(PYTEST) --cov

bench: $(VENV)/.ready ## measure what the book promises: its speed, the length of copies
	@$(PY) -m tests.bench

pictures: $(VENV)/.ready ## draw the mark and the card beside a link to the book, and take the README's photograph
	@CHROME="$$($(PY) tests/browser/find_chrome.py)" && export CHROME && $(PY) -m tests.pictures

pack: book ## the built site and the notebooks as zips, in dist/
	@$(PY) -m book pack

# Extras stay: without, pip finds `coverage[toml]` unpinned as soon as a newer coverage is out
lock: ## write requirements.txt anew from requirements.in
	$(PYTHON) -m venv --clear .cache/lock
	.cache/lock/bin/python -m pip --disable-pip-version-check install --quiet $(UV)
	.cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
		--fork-strategy fewest --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links \
		--no-header --no-annotate $(LOCK) --output-file requirements.txt requirements.in

clean: ## remove everything that was built; the virtual environment stays
	rm -rf site dist .cache docs/notebooks docs/assets/cells docs/assets/copies .coverage .coverage.* .pytest_cache .hypothesis
	find book snippets tests -name __pycache__ -prune -exec rm -rf {} +

# The virtual environment, in steps with a stamp each: a step is repeated when its file changed.

# A venv whose base interpreter has gone (an upgrade, a removal) is made anew
GONE := $(shell test -x $(PY) || echo remake)
TOO_OLD := import sys; sys.exit(sys.version_info < (3, 11))

$(VENV)/.made: $(GONE)
	@$(PYTHON) -c '$(TOO_OLD)' || { echo "The book needs Python 3.11 or newer," \
		"and '$(PYTHON)' is not. Name one that is: make PYTHON=python3.13" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.locked: requirements.txt $(VENV)/.made
	$(PIP) install --require-hashes -r requirements.txt
	@touch $@

# torch has a step of its own, because its index must not answer for any other package
SMALL_OR_USUAL = $$($(PY) -P book/ground/torch_index.py)
$(VENV)/.torch: requirements-torch.txt $(VENV)/.locked
	$(PIP) install $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX),$(SMALL_OR_USUAL)) -r requirements-torch.txt
	@touch $@

$(VENV)/.ready: pyproject.toml $(VENV)/.torch
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
