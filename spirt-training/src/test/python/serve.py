#!/usr/bin/python3
"""Runs the other scripts one after another in one process, because importing torch takes seconds.

usage: serve.py

Reads lines, each a JSON list of a script's path and its arguments, and answers each with a line: a
JSON string, empty if the script succeeded, or else what it printed and how it failed. Ends with its
standard input.
"""

import contextlib
import io
import json
import runpy
import sys
import traceback

import torch  # noqa: F401  imported once for all scripts
import torchvision  # noqa: F401


def run(command):
    """Returns what went wrong."""
    sys.argv = command
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            runpy.run_path(command[0], run_name="__main__")
        except SystemExit as end:
            return "" if not end.code else f"{printed.getvalue()}exit {end.code}"
        except Exception:
            return printed.getvalue() + traceback.format_exc()
    return ""


def main():
    print(json.dumps(""), flush=True)
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
