# Each target is a line or two of cargo. One profile for everything, so that dependencies are
# compiled once.

.PHONY: check test test-browser fuzz-api pictures eval bench model

# Format, lints, documentation.
check:
	cargo fmt --all --check
	cargo clippy --release --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --release --workspace --no-deps --document-private-items

# Everything that passes or fails. UPDATE=1 rewrites the expected comparisons of tests/suite.
test:
	cargo test --release --workspace

# The pages in a real browser. Wants Python and a Chromium, and says loudly where it skips for want
# of them; REQUIRE_BROWSER=1 fails instead.
test-browser:
	cargo build --release --package twicetold
	tests/python.sh tests/browser/report.py target/release/twicetold
	tests/python.sh tests/browser/editor.py target/release/twicetold
	tests/python.sh tests/browser/app.py target/release/twicetold
	tests/python.sh tests/browser/archive.py target/release/twicetold

# Asks the app everything its API promises, and much that it does not. FUZZ=--max-examples=10 asks less.
fuzz-api:
	cargo build --release --package twicetold
	tests/python.sh tests/fuzz/api.py target/release/twicetold $(FUZZ)

# Takes the pictures of the README anew.
pictures:
	cargo build --release --package twicetold
	tests/python.sh tests/browser/pictures.py target/release/twicetold

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
