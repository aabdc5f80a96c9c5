# `make run` opens Standfirst on its sample project, `make test` runs every check. Both install what is missing.
.PHONY: run test setup lint format screenshots sbom audit
.DEFAULT_GOAL := run

# uv on the path, or the one that .ci/setup puts into .tools
UV = $$(command -v uv || echo .tools/bin/uv)

run test screenshots: needs = window

run: setup
	@$(UV) run --no-sync standfirst-gui --demo

test: setup lint
	@QT_QPA_PLATFORM=offscreen $(UV) run --no-sync pytest -n 2

lint: setup
	@$(UV) run --no-sync ruff check
	@$(UV) run --no-sync ruff format --check
	@$(UV) run --no-sync deptry core gui
	@$(UV) run --no-sync mypy

format: setup
	@$(UV) run --no-sync ruff check --fix
	@$(UV) run --no-sync ruff format

screenshots: setup
	@$(UV) run --no-sync python tests/bench/screenshots.py tests/golden/screenshots --size 1440x900 \
		--only first-screen draft claim reading search capture export

# What the program ships with: packages, digests, licences (CycloneDX)
sbom: setup
	@$(UV) run --no-sync python .ci/supply.py sbom dist/standfirst.cdx.json

# Known vulnerabilities of these packages. Needs the internet: it ends with 3 where it could not look, which is no pass.
audit: setup
	@$(UV) run --no-sync python .ci/supply.py audit

setup:
	@sh .ci/setup $(needs)
