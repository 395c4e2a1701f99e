"""Runs the same misbehaving apps on four servers and writes what a client sees of each into a table."""

import importlib.metadata
import platform
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from cases import CASES
from client import observe

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "differences.md"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def servers(gateway_program):
    python = sys.executable
    version = re.search(r"<Version>(.*?)</Version>", (ROOT / "Directory.Build.props").read_text()).group(1)
    return [
        (f"gunicorn {importlib.metadata.version('gunicorn')}", lambda port: [python, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4", "--bind", f"127.0.0.1:{port}", "apps:application"]),
        (f"waitress {importlib.metadata.version('waitress')}", lambda port: [python, "-m", "waitress", f"--listen=127.0.0.1:{port}", "apps:application"]),
        (f"wsgiref (Python {platform.python_version()})", lambda port: [python, str(HERE / "wsgiref_server.py"), str(port)]),
        (f"Gateway {version}", lambda port: [gateway_program, str(port)]),
    ]


def start(command, port):
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    process.kill()
    sys.exit("does not start: " + " ".join(command))


def describe(response, after, end):
    """A cell of the table, and what of it counts as a difference."""
    if response.status is None:
        return response.problem, (response.problem,)
    is_server_error = response.status >= 500 and response.body != b"hello"
    body = "error page" if is_server_error and response.body else ascii(response.body.decode("latin-1")[:24])[1:-1].join('""')
    parts = [f"{response.status} {response.reason}".strip()] + ([response.framing] if response.framing else [])
    if response.framing not in ("", "no body"):
        parts.append(body)
    marks = []
    if response.all("x-injected"):
        marks.append("**INJECTED**")
    if any(b > "~" for _, value in response.headers for b in value):
        marks.append("bytes beyond ASCII")
    for name in ("status", "keep-alive"):
        if response.all(name):
            marks.append(f"sends {name.title()}")
    if response.problem:
        marks.append("**" + response.problem + "**")
    if not response.whole:
        marks.append(f"cut ({end})" if end in ("closed", "reset") else f"**cut ({end})**")
    elif after == "OUT OF STEP":
        marks.append("**then out of step**")
    else:
        marks.append("whole, " + after)
    meaning = (response.status, b"" if is_server_error else response.body, response.whole, response.problem, tuple(marks[:-1]), after == "OUT OF STEP")
    return "; ".join(parts + marks), meaning


def run(gateway_program):
    columns = []
    for name, command in servers(gateway_program):
        port = free_port()
        process = start(command(port), port)
        try:
            columns.append((name, [describe(*observe(port, case.method, case.version, case.path, case.body)) for case in CASES]))
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        print(name, "done", flush=True)
    return columns


def page(columns):
    names = [name for name, _ in columns]
    lines = [
        "# Differences from other WSGI servers",
        "",
        "Written by `tests/differential/run`; not to be edited. The same apps, most of them wrong on purpose, run on each server (`tests/differential/apps.py`",
        "and `Gateway.Differential/MisbehavingApps.cs`), and a client that speaks bytes notes the status line, the framing, the body, and how the response ended:",
        "*whole* is what a client must take for a complete response, *cut* what it can tell to be none, and *kept* or *closed* what became of the connection.",
        "gunicorn runs its `gthread` workers. The last column says why, wherever Gateway's answer means something else than one of the others'.",
        "",
        "| App | Request | " + " | ".join(names) + " | Why Gateway differs |",
        "|---|---|" + "---|" * (len(names) + 1),
    ]
    differing = 0
    for index, case in enumerate(CASES):
        cells = [column[index][0].replace("|", "\\|") for _, column in columns]
        meanings = [column[index][1] for _, column in columns]
        differs = any(meaning != meanings[-1] for meaning in meanings[:-1])
        differing += differs
        if differs and not case.why:
            sys.exit(f"{case.path} differs, and cases.py does not say why: {cells}")
        request = f"{case.method} HTTP/{case.version}" + (", broken chunks" if case.body else "")
        lines.append(f"| {case.app} | {request} | " + " | ".join(cells) + f" | {case.why if differs else ''} |")
    lines += ["", f"{len(CASES)} apps; Gateway differs from at least one other server in {differing} of them.", ""]
    return "\n".join(lines)


def main():
    columns = run(sys.argv[1])
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(columns), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


main()
