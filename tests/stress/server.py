"""The server under stress, and the load generators."""
import asyncio, json, os, re, resource, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
from dataclasses import dataclass


class TookTooLong(Exception):
    """A scenario ran past its limit."""


class Server:
    """The tool with the app, in a process of its own that ends with the block."""

    def __init__(self, settings, *options, files=None, member="Stress:App", folder=None):
        self.folder = tempfile.mkdtemp(prefix="gateway-stress-")
        self.control = os.path.join(self.folder, "ctl")
        self.log = open(os.path.join(self.folder, "log"), "w+")
        self.tool = settings.tool
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
        self.process = subprocess.Popen(
            ["dotnet", self.tool, "serve", settings.app, *([member] if member else []), "--bind", "http://127.0.0.1:0",
             "--control", self.control, "--health", "/healthz", *options],
            stdout=subprocess.DEVNULL, stderr=self.log, preexec_fn=limit, cwd=folder)

    def __enter__(self):
        try:
            self.port = int(self.wait_for(r"Listening on http://127\.0\.0\.1:(\d+)"))
            self.wait_for(r"(?m)^Serving ()")
            for _ in range(200):  # The code is compiled, and the pools have grown.
                self.get("/")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def wait_for(self, pattern, count=1, limit=120):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            found = re.findall(pattern, self.read_log())
            if len(found) >= count:
                return found[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise TookTooLong(f"the server did not write '{pattern}': {self.read_log()[-500:]}")

    def wait_until(self, condition, limit=60):
        """Whether the condition came true in time."""
        end = time.monotonic() + limit
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    def read_log(self):
        with open(self.log.name) as log:
            return log.read()

    def get(self, path, timeout=10):
        """The status of the response."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as client:
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            data = b""
            while part := client.recv(65536):
                data += part
        return int(data.split(b" ", 2)[1])

    def ctl(self, command):
        output = subprocess.run(["dotnet", self.tool, "ctl", command, "--control", self.control, "--json"],
                                capture_output=True, text=True, check=True, timeout=60)
        return json.loads(output.stdout)

    def measure(self):
        """Memory in MiB, open files, threads."""
        with open(f"/proc/{self.process.pid}/status") as file:
            status = file.read()
        number = lambda name: int(re.search(rf"{name}:\s+(\d+)", status).group(1))
        return number("VmRSS") / 1024, len(os.listdir(f"/proc/{self.process.pid}/fd")), number("Threads")

    def stop(self):
        """Whether it ended as it should."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60) == 0


@dataclass
class Load:
    """The counts of wrk, and its times in ms."""
    requests: int
    statuses: int
    broken: int
    median: float
    slowest: float


def wrk(server, path, seconds, connections, script=""):
    """Keeps connections busy for a time."""
    process = start_wrk(server, path, seconds, connections, script)
    return read_wrk(process, seconds + 60)


def start_wrk(server, path, seconds, connections, script=""):
    lua = 'function done(s, l) local e = s.errors io.write(string.format("=%d %d %d %.1f %.1f\\n", s.requests, e.status, ' \
          'e.connect + e.read + e.write + e.timeout, l:percentile(50) / 1000, l.max / 1000)) end\n'
    file = os.path.join(server.folder, "wrk.lua")
    with open(file, "w") as out:
        out.write(lua + script)
    return subprocess.Popen(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", file, server.url + path],
                            stdout=subprocess.PIPE, text=True)


def read_wrk(process, limit):
    output = process.communicate(timeout=limit)[0]
    requests, statuses, broken, median, slowest = re.search(r"=(.*)", output).group(1).split()
    return Load(int(requests), int(statuses), int(broken), float(median), float(slowest))


def at_rate(server, path, seconds, per_second):
    """Sends requests at a rate, evenly, whether or not the server keeps up: (time of start in s, status, duration in ms) of each.
    The path is a text, or a function that returns one."""
    rows, idle = [], []

    async def one():
        target = path() if callable(path) else path
        sent = f"t={time.time():.6f}"  # As a proxy in front would say it.
        begun = time.monotonic()
        try:
            reader, writer = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(f"GET {target} HTTP/1.1\r\nHost: a\r\nX-Request-Start: {sent}\r\n\r\n".encode())
            status, headers, _ = await asyncio.wait_for(read_response(reader), 30)
            if "connection: close" in headers.lower():
                writer.close()
            else:
                idle.append((reader, writer))
        except (OSError, EOFError, asyncio.TimeoutError):
            status = -1
        rows.append((begun, status, (time.monotonic() - begun) * 1000))

    async def all_of_them():
        begun, tasks = time.monotonic(), []
        for number in range(seconds * per_second):
            await asyncio.sleep(max(0, begun + number / per_second - time.monotonic()))
            tasks.append(asyncio.create_task(one()))
        await asyncio.gather(*tasks)
        for _, writer in idle:
            writer.close()

    asyncio.run(all_of_them())
    return sorted(rows)


async def read_response(reader):
    """Status, head and body."""
    headers = (await reader.readuntil(b"\r\n\r\n")).decode()
    status = int(headers.split(" ", 2)[1])
    if length := re.search(r"(?i)content-length: (\d+)", headers):
        return status, headers, await reader.readexactly(int(length.group(1)))
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return status, headers, body


def percentile(values, share):
    """0 where there are none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def median(values):
    return statistics.median(values) if values else 0.0
