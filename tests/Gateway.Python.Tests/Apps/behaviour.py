"""A WSGI app with a path for each way in which PEP 3333 lets an app behave. `application` is checked by wsgiref.validate, `plain` is not."""
import json
import os
import sys
import tempfile
import threading
import time
from wsgiref.validate import validator

TEXT = [('Content-Type', 'text/plain')]
closed = threading.Event()
state = {'closed': 0, 'streams': 0}


class Blocks:
    """An iterable with a close() that counts."""

    def __init__(self, blocks):
        self.blocks = iter(blocks)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.blocks)

    def close(self):
        state['closed'] += 1
        closed.set()


def hello(environ, start_response):
    start_response('200 OK', TEXT)
    return [b'Hello World!']


def environ_json(environ, start_response):
    start_response('200 OK', [('Content-Type', 'application/json')])
    shown = {key: value if isinstance(value, (str, bool)) else repr(value) for key, value in environ.items()}
    return [json.dumps(shown).encode()]


def start_late(environ, start_response):
    yield b''
    start_response('200 OK', TEXT)
    yield b''
    yield b'late'


def start_without_block(environ, start_response):
    start_response('404 Not Found', TEXT + [('Content-Length', '0')])
    return
    yield


def start_without_block_or_length(environ, start_response):
    start_response('404 Not Found', TEXT)
    return
    yield


def start_twice_in_generator(environ, start_response):
    start_response('200 OK', TEXT)
    yield b''
    start_response('404 Not Found', TEXT)
    yield b'never'


def start_again_after_block(environ, start_response):
    start_response('200 OK', TEXT)
    yield b'sent'
    try:
        raise ValueError('after the block')
    except ValueError:
        try:
            start_response('500 Too Late', TEXT, sys.exc_info())
        except ValueError as error:
            state['raised'] = repr(error)
            raise
    yield b'never'


def raised_again(environ, start_response):
    start_response('200 OK', TEXT)
    return [state.get('raised', 'nothing').encode()]


def replace_in_iteration(environ, start_response):
    start_response('200 OK', TEXT)
    yield b''
    try:
        raise ValueError('before the first byte')
    except ValueError:
        start_response('500 Replaced', TEXT, sys.exc_info())
    yield b'replaced'


def write_in_iteration(environ, start_response):
    write = start_response('200 OK', TEXT)

    def blocks():
        yield b''
        write(b'written ')
        yield b'and yielded'
    return blocks()


def several_blocks(environ, start_response):
    start_response('200 OK', TEXT)
    return Blocks([b'one ', b'', b'two ', b'three'])


def start_in_next(environ, start_response):
    start_response('200 OK', TEXT)
    yield b'late'


def write_then_iterable(environ, start_response):
    write = start_response('200 OK', TEXT)
    write(b'written ')
    write(b'twice ')
    return [b'and returned']


def echo(environ, start_response):
    body = environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 1 << 30))
    start_response('200 OK', TEXT + [('Content-Length', str(len(body)))])
    return [body]


def count_lines(environ, start_response):
    lines = 0
    for _ in environ['wsgi.input']:
        lines += 1
    start_response('200 OK', TEXT)
    return [str(lines).encode()]


def count_bytes(environ, start_response):
    total = 0
    while True:
        block = environ['wsgi.input'].read(100000)
        if not block:
            break
        total += len(block)
    start_response('200 OK', TEXT)
    return [str(total).encode()]


def ignore_body(environ, start_response):
    start_response('200 OK', TEXT)
    return [b'x' * 300000]


def echo_stream(environ, start_response):
    start_response('200 OK', TEXT)
    for line in environ['wsgi.input']:
        yield line


def many_bytes(environ, start_response):
    start_response('200 OK', [('Content-Type', 'application/octet-stream')])
    for _ in range(int(environ['QUERY_STRING'])):
        yield b'm' * 65536


def replace_head(environ, start_response):
    start_response('200 OK', TEXT)
    try:
        raise ValueError('before the head')
    except ValueError:
        start_response('500 Replaced', TEXT, sys.exc_info())
    return [b'replaced']


def raise_again_after_head(environ, start_response):
    write = start_response('200 OK', TEXT)
    write(b'sent')
    try:
        raise ValueError('after the head')
    except ValueError:
        start_response('500 Too Late', TEXT, sys.exc_info())
    return [b'never']


def raise_before_head(environ, start_response):
    raise KeyError('before start_response')


def raise_after_block(environ, start_response):
    start_response('200 OK', TEXT)
    yield b'first block '
    raise KeyError('in the generator')


def raise_in_close(environ, start_response):
    start_response('200 OK', TEXT + [('Content-Length', '4')])

    class Failing(Blocks):
        def close(self):
            raise KeyError('in close')
    return Failing([b'good'])


def no_start_response(environ, start_response):
    return [b'nothing was said']


def start_twice(environ, start_response):
    start_response('200 OK', TEXT)
    start_response('200 OK', TEXT)
    return []


def yields_text(environ, start_response):
    start_response('200 OK', TEXT)
    return ['text']


def header_with_line_end(environ, start_response):
    start_response('200 OK', TEXT + [('X-Bad', 'a\r\nSet-Cookie: stolen=1')])
    return [b'']


def hop_by_hop(environ, start_response):
    start_response('200 OK', TEXT + [('Connection', 'close')])
    return [b'']


def too_short(environ, start_response):
    start_response('200 OK', TEXT + [('Content-Length', '10')])
    return [b'short']


def too_long(environ, start_response):
    start_response('200 OK', TEXT + [('Content-Length', '5')])
    return Blocks([b'12345', b'67890'])


def no_content(environ, start_response):
    start_response('204 No Content', [])
    return []


def log(environ, start_response):
    environ['wsgi.errors'].write('first line\nsecond ')
    environ['wsgi.errors'].write('line\n')
    environ['wsgi.errors'].flush()
    start_response('200 OK', TEXT)
    return [b'logged']


def announce_and_die(environ, start_response):
    """Ends when the host has heard of a block that does not come, or has been asked to open what it cannot."""
    import __main__ as worker
    start_response('200 OK', TEXT)
    response = start_response.__self__
    if environ['QUERY_STRING'] == 'file':
        response.send_file(worker.SECTION.pack(0, 10, 99999))
    else:
        head = response._take_head()
        response._sock.send_frame(worker.FRAME.pack(len(head), 70000, 0) + head)
    os._exit(1)


def file(environ, start_response):
    content = tempfile.TemporaryFile(buffering=0 if environ['QUERY_STRING'] == 'raw' else 65536)
    content.write(b'0123456789' * 50000)
    content.seek(10)
    start_response('200 OK', TEXT)
    return environ['wsgi.file_wrapper'](content, 8192)


def file_part(environ, start_response):
    content = open(__file__, 'rb')
    start_response('200 OK', TEXT + [('Content-Length', '7')])
    return environ['wsgi.file_wrapper'](content)


def sendfile(environ, start_response):
    start_response('200 OK', TEXT + [('X-Sendfile', environ['QUERY_STRING']), ('Content-Length', '0')])
    return [b'']


def stream_forever(environ, start_response):
    start_response('200 OK', TEXT)
    closed.clear()

    def blocks():
        while True:
            yield b'tick\n'
            time.sleep(0.005)
    return Blocks(blocks())


def closed_yet(environ, start_response):
    start_response('200 OK', TEXT)
    return [b'yes' if closed.wait(10) else b'no']


def closes(environ, start_response):
    start_response('200 OK', TEXT)
    return [str(state['closed']).encode()]


def sleep(environ, start_response):
    time.sleep(float(environ['QUERY_STRING'] or 60))
    start_response('200 OK', TEXT)
    return [b'awake']


def spin(environ, start_response):
    while True:
        pass


def spin_after_head(environ, start_response):
    start_response('200 OK', TEXT)
    yield b'before'
    while True:
        pass


def stubborn(environ, start_response):
    while True:
        try:
            while True:
                time.sleep(0.01)
        except BaseException:
            pass


def sleep_in_named_function(environ, start_response):
    start_response('200 OK', TEXT)
    yield b'asleep'
    closed.clear()
    closed.wait(30)


def grow(environ, start_response):
    """Takes 64 MiB, and keeps them."""
    state['memory'] = bytearray(64 << 20)
    state['memory'][::4096] = b'x' * len(state['memory'][::4096])
    start_response('200 OK', TEXT)
    return [str(os.getpid()).encode()]


def pid(environ, start_response):
    start_response('200 OK', TEXT)
    return [str(os.getpid()).encode()]


def die(environ, start_response):
    os.kill(os.getpid(), 9)


def die_after_block(environ, start_response):
    start_response('200 OK', TEXT)
    yield b'last words '
    os.kill(os.getpid(), 9)


def exit_app(environ, start_response):
    sys.exit(1)


def print_lines(environ, start_response):
    print('to stdout')
    print('to stderr', file=sys.stderr)
    start_response('200 OK', TEXT)
    return [b'printed']


def plain(environ, start_response):
    path = environ['PATH_INFO'].strip('/')
    return globals()[path if path in globals() else 'environ_json'](environ, start_response)


application = validator(plain)
name_of_no_app = 42


def factory():
    return plain
