"""The bare protocol: a list of one block, an upload that is read, a generator of blocks."""
HELLO = [('Content-Type', 'text/plain'), ('Content-Length', '13')]
BLOCK = b'x' * 1024


class Closing:
    """An endless body that writes a file when it is closed."""

    def __init__(self, path):
        self._path = path

    def __iter__(self):
        return self

    def __next__(self):
        return BLOCK

    def close(self):
        open(self._path, 'w').close()


def application(environ, start_response):
    path = environ['PATH_INFO']
    if path == '/upload':
        total = 0
        read = environ['wsgi.input'].read
        while True:
            block = read(65536)
            if not block:
                break
            total += len(block)
        body = str(total).encode()
        start_response('200 OK', [('Content-Type', 'text/plain'), ('Content-Length', str(len(body)))])
        return [body]
    if path == '/stream':
        start_response('200 OK', [('Content-Type', 'text/plain')])
        return (BLOCK for _ in range(100))
    if path == '/large':
        start_response('200 OK', [('Content-Type', 'text/plain')])
        return (BLOCK * 64 for _ in range(64))
    if path == '/closing':
        start_response('200 OK', [('Content-Type', 'text/plain')])
        return Closing(environ['QUERY_STRING'])
    start_response('200 OK', HELLO)
    return [b'Hello, World!']
