"""Writes requirements.txt and requirements-dev.txt from pyproject.toml: `make lock`.

The tool that resolves is fetched into a temporary environment: nothing else needs it.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-config"),
    *("--upgrade", "--quiet"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/python", "-m", "pip", "install", "-q", "uv"], check=True)
        for extra in (
            ("-o", "requirements.txt"),
            ("--extra", "dev", "-c", "requirements.txt", "-o", "requirements-dev.txt"),
        ):
            command = [f"{folder}/bin/uv", "pip", "compile", *OPTIONS, "pyproject.toml", *extra]
            subprocess.run(command, check=True, cwd=ROOT)
            print(f"{extra[-1]} is written.", file=sys.stderr)


if __name__ == "__main__":
    main()
