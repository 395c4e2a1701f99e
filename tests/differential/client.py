"""A client that speaks bytes: it tells how a response was framed and how it ended."""

import socket

PATIENCE = 3


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.buffer = b""
        self.end = None

    def send(self, data):
        self.socket.sendall(data)

    def fill(self):
        """Reads more; False at the end, which is told by self.end."""
        if self.end:
            return False
        try:
            data = self.socket.recv(65536)
        except socket.timeout:
            self.end = "nothing more came"
            return False
        except ConnectionError:
            self.end = "reset"
            return False
        if not data:
            self.end = "closed"
            return False
        self.buffer += data
        return True

    def line(self):
        while b"\n" not in self.buffer:
            if not self.fill():
                return None
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r")

    def take(self, count):
        while len(self.buffer) < count and self.fill():
            pass
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def close(self):
        self.socket.close()


class Response:
    status = None
    reason = ""
    framing = ""
    body = b""
    whole = False
    problem = ""

    def __init__(self):
        self.headers = []

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name]


def receive(connection, method):
    response = Response()
    line = connection.line()
    if line is None:
        response.problem = "no response, " + connection.end
        return response
    parts = line.decode("latin-1").split(" ", 2)
    if not parts[0].startswith("HTTP/1.") or len(parts) < 2 or not parts[1].isdigit():
        response.problem = "not HTTP: " + ascii(line.decode("latin-1")[:30])
        return response
    response.status, response.reason = int(parts[1]), parts[2] if len(parts) > 2 else ""
    while True:
        line = connection.line()
        if line is None:
            response.problem = "cut in the head, " + connection.end
            return response
        if not line:
            break
        name, _, value = line.decode("latin-1").partition(":")
        response.headers.append((name, value.strip()))
    read_body(connection, method, response)
    return response


def read_body(connection, method, response):
    lengths, codings = response.all("content-length"), response.all("transfer-encoding")
    if method == "HEAD" or response.status in (204, 304) or response.status < 200:
        response.framing = "no body"
        response.whole = True
    elif codings:
        response.framing = "chunked"
        read_chunks(connection, response)
    elif lengths:
        response.framing = "length " + ", ".join(lengths)
        if len(lengths) > 1 or not lengths[0].isdigit():
            response.problem = "framing not valid"
            response.body = connection.take(1 << 30)
            return
        response.body = connection.take(int(lengths[0]))
        response.whole = len(response.body) == int(lengths[0])
    else:
        response.framing = "until close"
        response.body = connection.take(1 << 30)
        response.whole = connection.end == "closed"


def read_chunks(connection, response):
    while True:
        line = connection.line()
        if line is None:
            return
        try:
            size = int(line.split(b";")[0], 16)
        except ValueError:
            response.problem = "chunks not valid: " + ascii(line.decode("latin-1")[:20])
            return
        chunk = connection.take(size)
        response.body += chunk
        if len(chunk) < size or connection.line() is None:
            return
        if size == 0:
            response.whole = True
            return


def observe(port, method, version, path, body=None):
    """What a client sees of one request, and whether the connection is of use after it."""
    connection = Connection(port)
    extra = "Transfer-Encoding: chunked\r\n" if body else ""
    head = f"{method} {path} HTTP/{version}\r\nHost: a\r\n{extra}\r\n"
    connection.send(head.encode() + (body or b""))
    response = receive(connection, method)
    after = "closed"
    if response.whole and connection.end is None and not response.all("connection") == ["close"] and version == "1.1":
        try:
            connection.send(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            second = receive(connection, "GET")
            if second.status == 200 and second.body == b"hello":
                after = "kept"
            elif second.problem.startswith("no response") and connection.end != "nothing more came":
                after = "closed"
            else:
                after = "OUT OF STEP"
        except ConnectionError:
            pass
    connection.close()
    return response, after, connection.end
