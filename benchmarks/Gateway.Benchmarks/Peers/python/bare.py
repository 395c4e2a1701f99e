"""The bare protocol: a list of one block, an upload that is read, a generator of blocks."""
HELLO = [('Content-Type', 'text/plain'), ('Content-Length', '13')]
BLOCK = b'x' * 1024


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
    start_response('200 OK', HELLO)
    return [b'Hello, World!']
