# Assemble. `make run` and `make test` do all set-up themselves; `make` alone lists the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# What cargo builds lives outside the clone, so that a fresh clone starts from what was built before.
export CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/assemble/target
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(CURDIR)/end2end/node_modules/.bin:$(PATH)
export CARGO_TERM_COLOR ?= $(if $(CI),never,auto)

PROGRAMS := hydrate room hydrate,whole
SITE := target/site/hash.txt
SOURCES := $(wildcard $(shell git ls-files --cached --others --exclude-standard browser src style public locales content migrations .cargo build.rs Cargo.toml Cargo.lock 2>/dev/null))
# With the tests, whose features it shares: nothing is compiled twice.
PROGRAM := cargo build --quiet --locked --features ssr --bin assemble --test it
DEMO := --demo --data target/demo
STORIES := --project=desktop --project=nojs --project=phone

.NOTPARALLEL:
.PHONY: help run test dev check fix unit e2e shots bench fuzz soak setup setup-test clean

help: ## Lists these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: setup $(SITE) ## Builds the release and serves it with a made-up community
	cargo build --release --locked --features ssr --bin assemble
	exec "$$CARGO_TARGET_DIR/release/assemble" serve $(DEMO)

test: check unit e2e ## Everything that must hold: formatting, lints, tests on both databases, browser
	@echo "make test: all passed"

dev: setup ## Serves at 127.0.0.1:3000 and rebuilds whenever a file changes
	LEPTOS_HASH_FILES=false cargo leptos watch --features whole -- serve $(DEMO)

check: setup ## Formatting and lints, for the server and for the browser
	cargo fmt --check
	cargo clippy --quiet --locked --features ssr --all-targets -- -D warnings
	for program in $(PROGRAMS); do \
	  cargo clippy --quiet --locked --lib --features "$$program" --target wasm32-unknown-unknown -- -D warnings; done

fix: ## Formats and applies what the lints suggest
	cargo fmt
	cargo clippy --features ssr --all-targets --fix --allow-dirty --allow-staged
	cargo fmt

unit: setup-test ## Tests of rules, stores and HTTP, on SQLite and PostgreSQL; scores in WebAssembly
	scripts/with-postgres cargo nextest run --locked --features ssr
	tests/wasm-scoring/run

e2e: setup-test $(SITE) ## The stories in a real browser: on SQLite, then the main ones on PostgreSQL
	$(PROGRAM)
	rm -f target/e2e.txt; export E2E_SUMMARY=$(CURDIR)/target/e2e.txt; status=0; \
	scripts/e2e $(STORIES) || status=$$?; \
	E2E_DATABASE=postgres scripts/with-postgres scripts/e2e $(STORIES) || status=$$?; \
	printf '\n'; cat target/e2e.txt; exit $$status

shots: setup-test $(SITE) ## Photographs every page as every demo role, into target/shots
	$(PROGRAM)
	scripts/e2e --project=shots

bench: setup-test $(SITE) ## Measures against plain programs with the same duty; prints a table
	cargo build --release --locked --features ssr --bin assemble
	PG_DURABLE=1 scripts/with-postgres cargo bench --locked --features ssr --bench all
	scripts/bench-size
	scripts/bench-anchors

fuzz: setup-test ## A million operations of three devices on each database: FUZZ_STEPS and FUZZ_SEED choose others
	FUZZ_STEPS=$${FUZZ_STEPS:-1000000} scripts/with-postgres cargo nextest run --locked --release --features ssr \
	  --profile fuzz --test it fuzz::

soak: setup-test ## Half an hour of a room with 200 screens, in which memory must not grow; SOAK_MINUTES chooses another time
	cargo bench --locked --features ssr --bench all -- soak

setup: ; @scripts/setup build

setup-test: ; @scripts/setup test

clean: ## Removes what was built in this clone, and the demo community
	rm -rf target end2end/node_modules end2end/test-results

# The browser's half, exactly as it is served: optimised, hashed file names, compressed ahead of time.
# Tests, pictures and `make run` share it. It stands in the clone, where file times can be trusted.
$(SITE): $(SOURCES) | setup
	cargo leptos build --release --precompress --frontend-only --cargo-locked
	scripts/build-room
	cp "$$CARGO_TARGET_DIR/release/hash.txt" $@
