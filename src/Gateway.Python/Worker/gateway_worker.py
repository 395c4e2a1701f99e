"""The worker process of Gateway.Python: calls one WSGI app (PEP 3333) for a host that it connects to.

Every thread that serves requests has a connection of its own, and so has the control of the process. CPython 3.9 and later.
"""
import ctypes
import faulthandler
import gc
import importlib
import io
import itertools
import os
import re
import signal
import socket
import stat
import struct
import sys
import threading
import traceback

VERSION = 2
CONTROL = 0xFFFF  # In place of the number of a slot: the connection that controls the process.
BOTH, TO_WORKER, TO_HOST = 0, 1, 2

HELLO = struct.Struct('<32sIIHIBB')  # token, worker, process, slot, number of the pair, direction, version
REQUEST = struct.Struct('<IIB')    # length of the environ, length of the body that follows it, flags
FRAME = struct.Struct('<IIB')      # length of the head, length of the block, flags
LENGTH = struct.Struct('<I')
SECTION = struct.Struct('<QQI')    # offset, count, file descriptor

MORE = 1  # A request whose body goes on behind what was pushed.
LAST, IDLE, ERROR, NEED, FILE, LOG, READY = 1, 2, 4, 8, 16, 32, 64

FAILED = 0xFFFFFFFF
WHOLE = 65536  # A request is read with one call, and a frame is written with one, up to this length in bytes.

STATUS = re.compile('[2-5][0-9][0-9] [!-~][ -~]*')
TOKEN = re.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
NUMBER = re.compile('[0-9]{1,18}')
CONTROL_CHARACTER = re.compile('[\x00-\x1f\x7f]')
BODILESS = frozenset(('204', '205', '304'))
REFUSED = frozenset(('connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer',
                     'transfer-encoding', 'upgrade'))


class RequestTimeout(BaseException):
    """Raised in a thread whose request took too long. Not an Exception, so that `except Exception` does not swallow it."""


class Input(io.RawIOBase):
    """The request body: first what was pushed behind the request, then what the host reads from the client on demand."""

    def __init__(self, sock, first, pushed, more):
        super().__init__()
        self._sock, self._first, self._pushed, self._more = sock, first, pushed - len(first), more

    def readable(self):
        return True

    def readinto(self, buffer):
        if self._first:
            taken = min(len(buffer), len(self._first))
            buffer[:taken] = self._first[:taken]
            self._first = self._first[taken:]
            return taken
        if not self._pushed and self._more and len(buffer):
            self._sock.send_frame(FRAME.pack(0, min(len(buffer), 1 << 20), NEED))
            length, = LENGTH.unpack(self._sock.read(4))
            if length == FAILED:
                self._more = False
                raise OSError('the request body could not be read: the client is gone, or sent it malformed')
            self._pushed, self._more = length, length > 0
        if not self._pushed:
            return 0
        taken = self._sock.incoming.recv_into(buffer, min(len(buffer), self._pushed))
        if not taken:
            raise ConnectionResetError('the host gave the request up')
        self._pushed -= taken
        return taken

    def drain(self):
        """Reads what the app left of the pushed body: the next request stands behind it."""
        while self._pushed:
            self._pushed -= len(self._sock.read(min(self._pushed, WHOLE)))


class Errors:
    """wsgi.errors: whole lines go to the host with the request; what comes after its end goes to stderr."""

    encoding, errors = 'utf-8', 'backslashreplace'

    def __init__(self, sock):
        self._sock, self._text, self._ended, self._lock = sock, '', False, threading.RLock()

    def write(self, text):
        with self._lock:
            if self._ended:
                return sys.stderr.write(text)
            self._text += text
            if '\n' in text:
                self._send(self._text.rfind('\n') + 1)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        with self._lock:
            if not self._ended:
                self._send(len(self._text))

    def isatty(self):
        return False

    def end(self):
        with self._lock:
            try:
                self._send(len(self._text))
            finally:
                self._ended = True

    def _send(self, length):
        block, self._text = self._text[:length].encode('utf-8', 'backslashreplace'), self._text[length:]
        if block:
            self._sock.send_frame(FRAME.pack(0, len(block), LOG) + block)


class FileWrapper:
    """wsgi.file_wrapper (PEP 3333, "Optional Platform-Specific File Handling")."""

    def __init__(self, filelike, blksize=8192):
        self.filelike, self.blksize = filelike, blksize
        if hasattr(filelike, 'close'):
            self.close = filelike.close

    def __iter__(self):
        return self

    def __next__(self):
        block = self.filelike.read(self.blksize)
        if block:
            return block
        raise StopIteration

    def section(self):
        """Offset, count and descriptor for a regular file that the host can open by itself; None for anything else."""
        file = self.filelike
        raw = file.raw if type(file) in (io.BufferedReader, io.BufferedRandom) else file
        if type(raw) is not io.FileIO or not sys.platform.startswith('linux'):
            return None
        if type(file) is io.BufferedRandom:
            file.flush()
        status, offset = os.fstat(raw.fileno()), file.tell()
        if not stat.S_ISREG(status.st_mode) or offset >= status.st_size:
            return None
        return SECTION.pack(offset, status.st_size - offset, raw.fileno())


pairs = itertools.count()  # Numbers for connections, so that the host can tell which two sockets belong together.
names = {}  # Header names that were found valid, in lower case. Apps use few; see check_name.


def check_name(name):
    """Checks the name of a header, and gives it in lower case."""
    if not isinstance(name, str):
        raise TypeError(f'start_response: the name of a header must be a str: {name!r}')
    if not TOKEN.fullmatch(name):
        raise ValueError(f'start_response: {name!r} is not a valid header name; expected a token (RFC 9110, 5.1)')
    lower = name.lower()
    if lower in REFUSED:
        raise ValueError(f'start_response: {name} is a hop-by-hop header, which only the server may send (PEP 3333)')
    if lower == 'status':
        raise ValueError('start_response: the status is an argument of start_response, not a header')
    if len(names) < 1000:
        names[name] = lower
    return lower


def encode_head(status, headers):
    """Checks what start_response was given, in the app's own frame. Gives the encoded head and the declared length of the body."""
    if not isinstance(status, str):
        raise TypeError(f'start_response: the status must be a str, not {type(status).__name__}')
    if not STATUS.fullmatch(status):
        raise ValueError(f'start_response: invalid status {status!r}; expected a number from 200 to 599, a space and a reason in ASCII')
    if not isinstance(headers, list):
        raise TypeError(f'start_response: the headers must be a list, not {type(headers).__name__}')
    lines, length, types = [status], None, 0
    for name, value in headers:
        lower = names.get(name) or check_name(name)
        if not isinstance(value, str):
            raise TypeError(f'start_response: the value of the header {name} must be a str, not {type(value).__name__}')
        if CONTROL_CHARACTER.search(value):
            raise ValueError(f'start_response: the header {name} has a control character: {value!r}')
        if lower == 'content-length':
            if length is not None or not NUMBER.fullmatch(value):
                raise ValueError(f'start_response: Content-Length must be one number: {value!r}')
            length = int(value)
        elif lower == 'content-type':
            types += 1
        lines.append(name + '\0' + value)
    if types > 1:
        raise ValueError('start_response: Content-Type is given twice')
    try:
        return '\n'.join(lines).encode('latin-1'), length
    except UnicodeEncodeError as error:
        raise ValueError(f'start_response: status and headers must be Latin-1 (PEP 3333, "Unicode Issues"): {error}') from None


class Response:
    """The response of one request: start_response, write(), and the blocks of the iterable."""

    def __init__(self, sock, is_head):
        self._sock, self._is_head, self._head, self._left = sock, is_head, None, None
        self._ended = self._started = self._failed = self.sent = self.declared = False

    def start(self, status, headers, exc_info=None):
        if self._ended:
            raise AssertionError('start_response was called after the response had ended')
        if exc_info:
            try:
                if self.sent:
                    self._failed = True
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        elif self._started:
            raise AssertionError('start_response was called a second time without exc_info (PEP 3333)')
        self._started, self._head = True, None
        self._head, length = encode_head(status, headers)
        self.declared = length is not None
        self._left = 0 if self._is_head or status[:3] in BODILESS else length
        return self.write

    def write(self, block):
        if self._ended:
            raise AssertionError('write was called after the response had ended')
        self.send(block, 0)

    def send(self, block, flags):
        if not isinstance(block, bytes):
            raise TypeError(f'the app produced {type(block).__name__} where WSGI wants bytes')
        if self._failed:
            raise AssertionError('the app went on after start_response had raised exc_info again (PEP 3333)')
        head = self._take_head()
        if self._left is not None:
            self._left -= len(block)
        if len(block) > WHOLE:
            self._sock.send_frame(FRAME.pack(len(head), len(block), flags) + head, block)
        else:
            self._sock.send_frame(FRAME.pack(len(head), len(block), flags) + head + block)

    def send_file(self, section):
        """Asks the host to open and send the file; False if it cannot."""
        head = self._take_head()
        self._sock.send_frame(FRAME.pack(len(head), len(section), FILE) + head + section)
        return LENGTH.unpack(self._sock.read(4))[0] == 1

    def is_full(self):
        """Whether no byte more can be sent: then the server stops iterating (PEP 3333, "Handling the Content-Length Header")."""
        return self._left is not None and self._left <= 0

    def end(self):
        self._ended = True

    def _take_head(self):
        if self.sent:
            return b''
        if self._head is None:
            raise AssertionError('the app produced its response without calling start_response (PEP 3333)')
        self.sent = True
        return self._head


def connect():
    kind, _, address = settings.address.partition(':')
    if kind == 'unix':
        sock = socket.socket(socket.AF_UNIX)
        try:
            sock.connect(address)
        except OSError:
            sock.close()
            raise
    else:
        host, _, port = address.rpartition(':')
        sock = socket.create_connection((host, int(port)))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


class Connection:
    """A connection to the host. Frames are written whole: wsgi.errors may be used by any thread of the app.

    A slot has a socket for each direction. Where one thread sleeps in recv and the other side reads from the same Unix socket, Linux
    wakes the sleeper to say that it may write: a switch in this process and one in the host for every request.
    """

    def __init__(self, slot):
        self.lost, self._lock, self._sockets = False, threading.Lock(), []
        number = next(pairs)
        try:
            for direction in (BOTH,) if slot == CONTROL else (TO_WORKER, TO_HOST):
                self._sockets.append(connect())
                self._sockets[-1].sendall(
                    HELLO.pack(settings.token, settings.worker, os.getpid(), slot, number, direction, VERSION))
        except OSError:
            self.close()
            raise
        self.incoming, self._outgoing = self._sockets[0], self._sockets[-1]

    def close(self):
        for sock in self._sockets:
            sock.close()

    def send_frame(self, *parts):
        try:
            with self._lock:
                for part in parts:
                    self._outgoing.sendall(part)
        except OSError:
            self.lost = True
            raise

    def read(self, count):
        data = bytearray()
        while len(data) < count:
            part = self.incoming.recv(count - len(data))
            if not part:
                self.lost = True
                raise ConnectionResetError('the host gave the request up')
            data += part
        return bytes(data)


class Slot:
    """One thread's part: one request after the other, on a connection that is opened anew when a client has left."""

    def __init__(self, number):
        self.number, self.thread, self.is_busy, self.is_interrupted = number, None, False, False
        self.lock = threading.Lock()

    def run(self):
        self.thread = threading.get_ident()
        while not settings.draining.is_set():
            try:
                connection = Connection(self.number)
                try:
                    while self.serve(connection):
                        pass
                finally:
                    connection.close()
                settings.draining.wait(0.01)  # Closed while idle: told to stop at the same moment, or to connect anew.
            except RequestTimeout:
                pass  # It came after the request had ended.
            except OSError:
                settings.draining.wait(0.01)  # The client left. With the host itself gone, the control ends this process.

    def serve(self, connection):
        """Serves one request. False: do not ask for another on this connection."""
        data = connection.incoming.recv(WHOLE)
        if not data:
            return False
        if len(data) < REQUEST.size:
            data += connection.read(REQUEST.size - len(data))
        size, pushed, flags = REQUEST.unpack_from(data)
        end = REQUEST.size + size
        if len(data) < end:
            data += connection.read(end - len(data))
        entries = iter(data[REQUEST.size:end].decode('latin-1').split('\0'))
        environ = dict(zip(entries, entries))
        environ.update(settings.entries)
        raw, body = None, data[end:]
        if len(body) == pushed and not flags & MORE:
            environ['wsgi.input'] = io.BytesIO(body)
        else:
            raw = Input(connection, body, pushed, bool(flags & MORE))
            environ['wsgi.input'] = io.BufferedReader(raw, WHOLE)
        environ['wsgi.errors'] = errors = Errors(connection)
        self.mark(True)
        response = Response(connection, environ['REQUEST_METHOD'] == 'HEAD')
        try:
            self.answer(environ, response, errors)
        except BaseException:
            self.mark(False)
            if connection.lost:
                return False
            text = traceback.format_exc().encode('utf-8', 'backslashreplace')
            response.end()
            errors.end()
            connection.send_frame(FRAME.pack(0, len(text), LAST | IDLE | ERROR), text)
        if self.is_interrupted:
            return False  # The exception may still be on its way to this thread.
        if raw is not None:
            raw.drain()
        return True

    def answer(self, environ, response, errors):
        result = settings.app(environ, response.start)
        if type(result) is list and len(result) == 1:
            response.end()
            errors.end()
            self.mark(False)
            return response.send(result[0], LAST | IDLE)
        close = getattr(result, 'close', None)
        try:
            section = result.section() if type(result) is FileWrapper else None
            if section is None or not response.send_file(section):
                for block in result:
                    if block:
                        response.send(block, 0)
                        if response.is_full():
                            break
            response.end()
            if close is not None and not (response.sent and response.declared):
                response.send(b'', LAST)  # The client need not wait for close().
        finally:
            if close is not None:
                close()
        errors.end()
        self.mark(False)
        response.send(b'', LAST | IDLE)

    def mark(self, busy):
        with self.lock:
            self.is_busy = busy
            self.is_interrupted = self.is_interrupted and not busy

    def interrupt(self):
        """Raises RequestTimeout in the thread if it is busy, and shows on stderr where it is."""
        with self.lock:
            if not self.is_busy:
                return
            frame = sys._current_frames().get(self.thread)
            stack = ''.join(traceback.format_stack(frame)) if frame else ''
            self.is_interrupted = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread), ctypes.py_object(RequestTimeout))
        sys.stderr.write(f'The request takes too long; its thread is at:\n{stack}')


class Settings:
    """What the host said at the start, and the app."""

    def __init__(self, address, target, worker, threads, multiprocess, mode, validate):
        self.address, self.target, self.worker = address, target, int(worker)
        self.threads, self.preload, self.validate = int(threads), mode == 'preload', validate == '1'
        self.token = bytes.fromhex(os.environ.pop('GATEWAY_WORKER_TOKEN'))
        self.app, self.slots, self.draining = None, [Slot(number) for number in range(self.threads)], threading.Event()
        self.entries = {
            'wsgi.version': (1, 0), 'wsgi.multithread': self.threads > 1, 'wsgi.multiprocess': multiprocess == '1', 'wsgi.run_once': False,
            'wsgi.input_terminated': True, 'wsgi.file_wrapper': FileWrapper,
        }


def load(target):
    """Imports module:callable; module:factory() calls the factory for the app; without a colon the name is application."""
    name, _, path = target.partition(':')
    app = importlib.import_module(name)
    path = path or 'application'
    for attribute in (path[:-2] if path.endswith('()') else path).split('.'):
        app = getattr(app, attribute)
    if path.endswith('()'):
        app = app()
    if not callable(app):
        raise TypeError(f'{target} is not callable: {app!r}')
    return app


def obey(control):
    """Reads the host's commands, one a line. Their end is the end of the host: then this process has nothing to live for."""
    try:
        for line in control.incoming.makefile('rb'):
            command, _, argument = line.decode('ascii').strip().partition(' ')
            if command == 'timeout':
                settings.slots[int(argument)].interrupt()
            elif command == 'stop':
                settings.draining.set()
                if settings.preload:
                    os._exit(0)
            elif command == 'stacks':
                faulthandler.dump_traceback(all_threads=True)
            elif command == 'fork' and not os.fork():
                control.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                settings.worker, settings.preload = int(argument), False
                return True
    except OSError:
        pass
    os._exit(1)


def start(control):
    """Imports the app and tells the host how that went."""
    try:
        settings.app = load(settings.target)
        if settings.validate:
            settings.app = importlib.import_module('wsgiref.validate').validator(settings.app)
    except BaseException:
        text = traceback.format_exc().encode('utf-8', 'backslashreplace')
        control.send_frame(FRAME.pack(0, len(text), ERROR), text)
        os._exit(3)


def serve():
    """Serves on every slot; the first has the main thread."""
    threads = [threading.Thread(target=slot.run, name=f'gateway-{slot.number}', daemon=True) for slot in settings.slots[1:]]
    for thread in threads:
        thread.start()
    settings.slots[0].run()
    for thread in threads:
        thread.join()


def watch(control):
    threading.Thread(target=obey, args=(control,), name='gateway-control', daemon=True).start()


def main(arguments):
    global settings
    settings = Settings(*arguments)
    faulthandler.enable()
    if hasattr(faulthandler, 'register') and hasattr(signal, 'SIGQUIT'):
        faulthandler.register(signal.SIGQUIT, all_threads=True)
    # A terminal sends these to the whole group, and it is for the host to decide. Handlers do not survive exec.
    for name in ('SIGINT', 'SIGTERM', 'SIGHUP'):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, frame: None)
    if sys.path[0] == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]
    sys.path.insert(0, os.getcwd())
    sys.argv = [settings.target]

    control = Connection(CONTROL)
    if not settings.preload:
        watch(control)
    start(control)
    if settings.preload:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # No zombies: the host learns of an end from the connections.
        gc.collect()
        gc.freeze()
        control.send_frame(FRAME.pack(0, 0, READY))
        obey(control)  # Returns in the processes that it forks.
        control = Connection(CONTROL)
        watch(control)
    serve()


if __name__ == '__main__':
    main(sys.argv[1:])
