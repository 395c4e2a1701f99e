"""What the server has to stand. The docstring of a scenario is its row in the table."""
import asyncio, random, signal, socket, struct, subprocess, time
from dataclasses import dataclass, field
from server import Server, at_rate, median, percentile, read_response, read_wrk, start_wrk, wrk


@dataclass
class Settings:
    tool: str
    app: str
    long: bool


@dataclass
class Result:
    """Whether the promise was held, what happened, and charts."""
    held: bool
    told: str
    charts: list = field(default_factory=list)


def overload(settings):
    """Twice the requests that a blocking app can do: fast 503s, and all is well at once afterwards"""
    # Eight threads at 50 ms each do 160 requests a second.
    with Server(settings, "--workers-blocking", "8", "--queue", "32", "--ready-queue", "50") as server:
        phases = [at_rate(server, "/block", seconds, rate) for seconds, rate in ((5, 80), (60 if settings.long else 10, 320), (5, 80))]
        ready = server.get("/healthz/ready")
        stopped = server.stop()
    before, during, after = phases
    served = [took for _, status, took in during if status == 200]
    refused = [took for _, status, took in during if status == 503]
    broken = sum(status not in (200, 503) for _, status, _ in before + during + after)
    failed = sum(status != 200 for _, status, _ in before + after)
    held = bool(refused) and len(served) > len(during) / 4 and median(refused) < median(served) and broken == failed == 0
    told = f"320 requests a second for 160 that it can do: {len(served)} served (median {median(served):.0f} ms), {len(refused)} got 503 " \
           f"(median {median(refused):.1f} ms, 99 %: {percentile(refused, .99):.0f} ms), {broken} broken; " \
           f"at 80 a second before and after, {failed} of {len(before) + len(after)} failed"
    every = before + during + after
    seconds = [[(status, took) for started, status, took in every if int(started - every[0][0]) == second]
               for second in range(int(every[-1][0] - every[0][0]))]
    count = lambda wanted: [[second, sum(status == wanted for status, _ in rows)] for second, rows in enumerate(seconds)]
    slow = lambda wanted: [[second, percentile([took for status, took in rows if status == wanted], .95)]
                           for second, rows in enumerate(seconds)]
    panels = [{"title": title, "unit": unit, "time": "s",
               "lines": [{"label": str(wanted), "points": points(wanted)} for wanted in (200, 503)]}
              for title, unit, points in (("Responses by status", "per second", count), ("Time that 95 % of responses took", "ms", slow))]
    return Result(held and ready == 200 and stopped, told,
                  [{"file": "overload.svg", "title": "Half of what the app can do, twice as much, and half again", "panels": panels}])


def slow_attacks(settings):
    """slowhttptest's three attacks with 1,000 connections on an asynchronous app, while one client works"""
    told, bars, held = [], [], True
    with Server(settings, member="Stress:AsyncApp") as server:
        for name, flag in (("none", None), ("slow headers", "-H"), ("slow bodies", "-B"), ("slow reading", "-X")):
            attack = subprocess.Popen(["sleep", "5"] if flag is None else [
                "slowhttptest", flag, "-c", "1000", "-r", "500", "-i", "5", "-l", "60" if settings.long else "10", "-p", "3",
                "-u", f"{server.url}/large"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times, served = [], 0
            try:
                while attack.poll() is None:
                    begun = time.monotonic()
                    served += server.get("/", timeout=30) == 200
                    times.append((time.monotonic() - begun) * 1000)
                    time.sleep(0.02)
            finally:
                attack.kill()
                attack.wait()
            held = held and served == len(times) > 20
            told.append(f"{name}: {served} of {len(times)} served, median {median(times):.0f} ms, slowest {max(times):.0f} ms")
            kind = "Raw" if flag is None else "Gateway"
            bars += [{"label": f"Attack: {name}"}, {"label": "median", "value": median(times), "kind": kind},
                     {"label": "95 %", "value": percentile(times, .95), "kind": kind},
                     {"label": "slowest", "value": max(times), "kind": kind}]
        held = server.stop() and held
    return Result(held, "; ".join(told), [
        {"file": "attacks.svg", "title": "A client beside 1,000 slow ones", "axis": "ms from connecting to the end of the response",
         "bars": bars}])


def idle_connections(settings):
    """10,000 connections that say nothing"""
    with Server(settings) as server:
        before = server.measure()
        clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(10_000)]
        server.wait_until(lambda: server.measure()[1] >= before[1] + 10_000)
        status, during = server.get("/"), server.measure()
        for client in clients:
            client.close()
        settled = server.wait_until(lambda: server.measure()[1] < before[1] + 50)
        after = server.measure()
        held = status == 200 and settled and server.stop()
    return Result(held, f"{(during[0] - before[0]) * 1024 / 10_000:.1f} KiB each, one client served; "
                        f"open files {before[1]}, {during[1]}, {after[1]}")


def resets_and_halves(settings):
    """Clients that send half a request, or a whole one, and reset the connection"""
    count = 20_000 if settings.long else 3000
    requests = [b"GET / HT", b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"]
    with Server(settings) as server:
        before = server.measure()
        for number in range(count):
            with socket.create_connection(("127.0.0.1", server.port)) as client:
                client.sendall(requests[number % 3])
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        settled = server.wait_until(lambda: server.measure()[1] < before[1] + 20)
        after, status, log = server.measure(), server.get("/"), server.read_log()
        held = status == 200 and settled and "fail:" not in log and server.stop()
    return Result(held, f"{count} resets, no error in the log; threads {before[2]}, {after[2]}; open files {before[1]}, {after[1]}")


def no_files_left(settings):
    """More clients than the process may have open files (EMFILE), and then fewer"""
    with Server(settings, files=400) as server:
        clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(600)]
        full = server.wait_until(lambda: server.measure()[1] > 390)
        used = server.measure()[1]
        for client in clients:
            client.close()
        server.wait_until(lambda: server.measure()[1] < 300)
        served = sum(server.get("/") == 200 for _ in range(20))
        held = full and served == 20 and server.stop()
    return Result(held, f"{used} of 400 files were open; afterwards {served} of 20 served")


def exceptions(settings):
    """Apps of both shapes that fail 10,000 times before and after start_response, before, after and between blocks, and in close"""
    told, held = [], True
    for member in ("App", "AsyncApp"):
        with Server(settings, member=f"Stress:{member}") as server:
            before = server.measure()
            for path in ("before", "after", "first", "midway", "close"):
                requests, failed = fail_often(server, f"/{path}", 10_000)
                held = held and requests >= 10_000 and failed >= requests * 0.99
                told.append(f"{member} /{path} {failed} of {requests}")
            after = server.measure()
            held = held and server.get("/") == 200 and after[2] <= before[2] + 64 and server.stop()
            told.append(f"threads {before[2]}, {after[2]}")
    return Result(held, f"each is a 500, or a broken connection once the response has begun: {', '.join(told)}")


def fail_often(server, path, count):
    """The requests that were sent, and those that were seen to fail."""
    requests = failed = 0
    while requests < count:
        load = wrk(server, path, 2, 8)
        failed += load.statuses + load.broken
        requests += load.requests + load.broken  # wrk does not count what broke.
    return requests, failed


def own_responses(settings):
    """50,000 mixed concurrent requests, each of which gets its own response"""
    count, connections, wrong = 50_000, 100, []

    async def client(port, numbers):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            body = f"{number}:{'x' * random.randrange(0, 2000)}".encode()
            head, expected = f"/echo?{number} HTTP/1.1\r\nHost: a\r\n", (200, body)
            if number % 5 == 0:
                writer.write(f"POST {head}Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")
            elif number % 5 == 1:
                writer.write(f"GET {head}\r\n".encode())
                expected = (200, b"")
            elif number % 5 == 2:
                writer.write(f"GET /before?{number} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
                expected = (500, None)
            else:
                writer.write(f"POST {head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            status, headers, got = await read_response(reader)
            if status != expected[0] or (expected[1] is not None and (got != expected[1] or f"X-Query: {number}\r\n" not in headers)):
                wrong.append(number)
        writer.close()

    async def all_clients(port):
        await asyncio.gather(*(client(port, range(first, count, connections)) for first in range(connections)))

    with Server(settings) as server:
        asyncio.run(all_clients(server.port))
        held = not wrong and server.stop()
    return Result(held, f"{count} requests on {connections} connections (bodies with a length, in chunks and none; a fifth fail): "
                        f"{len(wrong)} wrong")


def reload_under_load(settings):
    """The app is loaded again and again while it serves"""
    reloads = 50 if settings.long else 10
    with Server(settings) as server:
        load = start_wrk(server, "/", 600, 8)
        try:
            memory = []
            for number in range(reloads):
                server.ctl("reload")
                server.wait_for(r"(?m)^Reloaded ", number + 1)
                memory.append(server.measure()[0])
            load.send_signal(signal.SIGINT)
            total = read_wrk(load, 60)
        finally:
            load.kill()
        held = total.statuses == total.broken == 0 and server.stop()
    return Result(held, f"{reloads} reloads, {total.requests} requests, {total.statuses + total.broken} failed; "
                        f"memory after the first and the last {memory[0]:.0f} and {memory[-1]:.0f} MiB")


MIX = """
local body = string.rep("x", 1000)
local number = 0
request = function()
  number = number + 1
  if number % 4 == 0 then return wrk.format("POST", "/echo?" .. number, {["Content-Length"] = #body}, body) end
  return wrk.format("GET", "/?" .. number)
end
"""


def soak(settings):
    """GET and POST for a while: memory, open files and threads stay flat"""
    seconds, step = (1200, 10) if settings.long else (40, 1)
    with Server(settings) as server:
        wrk(server, "/", 10, 32, MIX)
        begun, samples = time.monotonic(), []
        load = start_wrk(server, "/", seconds, 32, MIX)
        try:
            while load.poll() is None:
                samples.append((time.monotonic() - begun, *server.measure()))
                time.sleep(step)
            total = read_wrk(load, 60)
        finally:
            load.kill()
        early, late = samples[len(samples) // 4:len(samples) // 2], samples[-len(samples) // 4:]
        (memory, files, threads), last = ([median([row[part] for row in rows]) for part in (1, 2, 3)] for rows in (early, late))
        held = total.statuses == total.broken == 0 and last[0] <= memory * 1.2 + 10 and last[1] <= files + 20 and last[2] <= threads + 16
        held = server.stop() and held
    scale, unit = (60, "min") if settings.long else (1, "s")
    panels = [{"title": title, "unit": of, "time": unit,
               "lines": [{"label": label, "points": [[row[0] / scale, row[part]] for row in samples]}]}
              for part, title, of, label in ((1, "Memory", "MiB", "resident"), (2, "Open files", "files", "files"),
                                             (3, "Threads", "threads", "threads"))]
    return Result(held, f"{total.requests} requests in {seconds} s, {total.statuses + total.broken} failed; "
                        "medians of the second and the last quarter: "
                        f"{memory:.0f} and {last[0]:.0f} MiB, {files:.0f} and {last[1]:.0f} files, {threads:.0f} and {last[2]:.0f} threads",
                  [{"file": "soak.svg", "title": "Memory, open files and threads under load", "panels": panels}])


ALL = [overload, slow_attacks, idle_connections, resets_and_halves, no_files_left, exceptions, own_responses, reload_under_load, soak]
