"""Fuzzes the API of `twicetold serve` from its OpenAPI file with schemathesis.

    tests/python.sh tests/fuzz/api.py target/release/twicetold [SCHEMATHESIS-OPTION ...]

Starts the built program on a free port with a library in memory, compares one story so that there
is something to ask for, and lets schemathesis (https://schemathesis.readthedocs.io) ask every
operation. Fails on a 5xx, an undocumented status, an answer that does not fit its schema, and wrong
data that is taken. Tells the seed of its chances; `--seed=N` repeats them.
"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORY = [
    {"outlet": "Herald", "title": "Bridge falls, twelve hurt", "body": "Twelve people were hurt when the bridge fell in Velm on Monday."},
    {"outlet": "Post", "title": "14 hurt in collapse", "body": "The collapse of the bridge in Velm on Monday hurt 14 people."},
]
FAST = {"mode": "fast", "lenses": ["labels"], "page_language": "en"}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    fuzzer = str(Path(sys.executable).with_name("schemathesis"))
    with tempfile.TemporaryDirectory() as folder:
        return fuzz(program, fuzzer, archive(program, Path(folder)))


def archive(program, folder):
    """An archive that holds one story."""
    file, made = folder / "story.jsonl", folder / "news.twicetold"
    file.write_text("".join(json.dumps(it | {"text": it["body"], "date": "2031-05-09"}) + "\n" for it in STORY))
    subprocess.run([program, "archive", "add", "--archive", made, "--quiet", file], check=True)
    return made


def fuzz(program, fuzzer, archive):
    command = [program, "serve", "--port", "0", "--no-library", "--threads", "1", "--archive", archive]
    app = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = app.stdout.readline().strip().rstrip("/")
        csrf = json.load(urllib.request.urlopen(url + "/api/session"))["csrf_token"]
        seed(url, csrf)
        command = [
            fuzzer, "--config-file", str(ROOT / "tests/fuzz/schemathesis.toml"), "run", url + "/api/openapi.json",
            "--header", f"X-CSRF-Token: {csrf}", *sys.argv[2:],
        ]
        status = subprocess.run(command, cwd=ROOT / "target").returncode
        if app.poll() is not None:
            print("the app ended while it was asked", file=sys.stderr)
            return 1
        return status
    finally:
        app.terminate()
        app.wait()


def seed(url, csrf):
    """One comparison, and settings that take little time."""

    def ask(method, path, value):
        request = urllib.request.Request(url + path, json.dumps(value).encode(), {"Content-Type": "application/json", "X-CSRF-Token": csrf}, method=method)
        return json.load(urllib.request.urlopen(request))

    ask("PUT", "/api/settings", FAST)
    job = ask("POST", "/api/compare", {"articles": STORY, "settings": FAST})
    while job["state"] in ("waiting", "running"):
        time.sleep(0.1)
        job = json.load(urllib.request.urlopen(f"{url}/api/jobs/{job['id']}"))
    assert job["state"] == "done", job


if __name__ == "__main__":
    sys.exit(main())
