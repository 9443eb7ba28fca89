# make run               set up, ingest the samples and serve
# make run EVIDENCE=path the same, with that folder; HOME_DIR=path names its home, PORT=number its port
# make test              set up, lint, check types and test, as CI does
# make fuzz              the property tests on new inputs, drawn at random
# make audit             known faults of what is pinned, as far as their databases can be asked

EVIDENCE ?= samples/evidence
# Left out, each evidence base has a home of its own: scripts/choose_home.py says which.
HOME_DIR ?= $(MUSTER_HOME)
PORT ?=

# Pins stay as they are unless pyproject.toml forbids them; LOCK_FLAGS=--upgrade takes the newest.
PIP_COMPILE := .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command 'make lock' $(LOCK_FLAGS)

.PHONY: setup setup-dev run test fuzz audit format lock wheel clean

setup:
	@scripts/setup

setup-dev:
	@scripts/setup --dev

# Exit 1 means that some file could not be read, which the ledger shows: go on with the others.
run: setup
	@home=$$(.venv/bin/python scripts/choose_home.py "$(EVIDENCE)" "$(HOME_DIR)") || exit; \
	.venv/bin/muster --home "$$home" ingest "$(EVIDENCE)" || [ $$? -eq 1 ] || exit; \
	exec .venv/bin/muster --home "$$home" serve $(if $(PORT),--port $(PORT),--or-next)

# The tests start hundreds of processes, which would each compile what they import where Python may not keep it.
test: setup-dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/python scripts/audit.py --tell
	.venv/bin/python -m compileall -q evidence ingest webapp
	.venv/bin/pytest -n 2 --dist worksteal $(ARGS)

fuzz: setup-dev
	.venv/bin/pytest -n 2 -m hypothesis --hypothesis-profile fuzz $(ARGS)

# Faults known of what is pinned; it fails on any, and says whether the databases could be asked.
audit: setup-dev
	.venv/bin/python scripts/audit.py

format: setup-dev
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

lock: setup-dev
	$(PIP_COMPILE) --group build --output-file requirements-build.txt
	$(PIP_COMPILE) pyproject.toml --constraint requirements-build.txt --output-file requirements.txt
	$(PIP_COMPILE) pyproject.toml --group dev --all-extras --constraint requirements.txt --output-file requirements-dev.txt
	npm install --package-lock-only --ignore-scripts

wheel: setup
	.venv/bin/hatchling build --target wheel

# Everything that can be made again; never the home folder.
clean:
	rm -rf .venv node_modules webapp/static/vendor dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
