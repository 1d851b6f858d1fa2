# Each target is a line or two of cargo. One profile for everything, so that dependencies are
# compiled once.

.PHONY: check test eval bench model fuzz-api browse-app

# Format, lints, documentation.
check:
	cargo fmt --all --check
	cargo clippy --release --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --release --workspace --no-deps --document-private-items

# Everything that passes or fails. UPDATE=1 rewrites the expected comparisons of tests/suite.
test:
	cargo test --release --workspace

# How good the results are; fails below the floors.
eval:
	cargo run --release --package tests --bin eval

# How fast they come.
bench:
	cargo run --release --package tests --bin bench

# Trains everything anew, from the labelled data to the weights (crates/encode/training/README.md: what
# it needs; the networks want an accelerator).
model:
	crates/encode/training/all.sh ../shared $(STARTS) target/training

# Asks the app everything its API promises, and much that it does not (wants schemathesis).
fuzz-api:
	cargo build --release --package twicetold
	python3 tests/fuzz/api.py target/release/twicetold

# Walks through the app in Chromium (wants playwright for Python).
browse-app:
	cargo build --release --package twicetold
	python3 tests/browser/app.py target/release/twicetold
