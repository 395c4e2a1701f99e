"""docs/stress.md: the table and the charts."""
import json, os, platform, re, subprocess, tempfile, time

HEAD = """# Under stress

A real server in a process of its own, put under stress by real clients, one scenario after the other. \
[`tests/stress/run`](../tests/stress/run) writes this page; every run is bounded in time. \
`--long` has more and longer load, with a soak of 20 minutes.

"""

CHARTS = {
    "overload.svg": "The app blocks a thread for 50 ms, and there are eight threads: 160 requests a second. "
                    "At twice that, the threads stay as busy as they can be, and the rest gets 503 with `Retry-After` without waiting.",
    "attacks.svg": "slowhttptest holds 1,000 connections: with heads that never end, with bodies that come byte by byte, "
                   "and with responses that are hardly read.",
    "soak.svg": "Three GET requests and a POST in turn on 32 connections.",
}

TAIL = """## A synchronous app and slow bodies

A synchronous app is not safe from slow bodies by itself: while it reads one, it holds a thread, \
and Kestrel cuts a body off only when it comes more slowly than 240 bytes a second for five seconds. \
A thousand of them fill `--workers-blocking` and the queue, and others get 503 meanwhile. \
Put a proxy that reads the request first in front of it (nginx does by default), or read the body in an asynchronous app.
"""


def write(folder, root, rows, charts, settings, seconds):
    """Writes the page and its charts."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as description:
        json.dump(charts, description)
        description.flush()
        subprocess.run(["dotnet", "run", "--configuration", "Release", "--project", "benchmarks/Gateway.Benchmarks", "--",
                        "draw", description.name, os.path.join(folder, "stress")], cwd=root, check=True, timeout=600)
    version = subprocess.run(["dotnet", "--version"], capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    which, system = "long" if settings.long else "short", f"{platform.system()} {platform.release().split('-')[0]}"
    text = HEAD + f"The {which} version, {time.strftime('%Y-%m-%d', time.gmtime())}, in {seconds / 60:.0f} minutes: {processor()}, " \
        f"{os.cpu_count()} cores, {system}, SDK {version}, load average before {rows.load:.1f}, " \
        "with the load generators on the same machine.\n\n"
    text += "\n".join(rows.lines) + "\n\n"
    for chart in charts:
        text += f"## {chart['title']}\n\n{CHARTS[chart['file']]}\n\n![{chart['title']}](stress/{chart['file']})\n\n"
    with open(os.path.join(folder, "stress.md"), "w") as page:
        page.write(text + TAIL)


def processor():
    with open("/proc/cpuinfo") as file:
        name = re.search(r"model name\s*:\s*(.*)", file.read())
    return name.group(1).strip() if name else platform.machine()
