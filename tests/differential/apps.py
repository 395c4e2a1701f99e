"""Misbehaving WSGI apps, one per path. Gateway.Differential/MisbehavingApps.cs has the same in C#."""

import sys

TEXT = ("Content-Type", "text/plain")


class AppFailure(Exception):
    pass


def exc_info():
    try:
        raise AppFailure()
    except AppFailure:
        return sys.exc_info()


def says(status, *headers):
    def app(environ, start_response):
        start_response(status, [TEXT, *headers])
        return [b"hello"]
    return app


def generator(environ, start_response):
    start_response("200 OK", [TEXT])
    return (block for block in (b"one", b"two"))


def empty_list(environ, start_response):
    start_response("200 OK", [TEXT])
    return []


def empty_blocks(environ, start_response):
    start_response("200 OK", [TEXT])
    return (block for block in (b"", b"a", b"", b"b"))


def lazy_start(environ, start_response):
    start_response("200 OK", [TEXT])
    yield b"hello"


def write_and_iterable(environ, start_response):
    start_response("200 OK", [TEXT])(b"written ")
    return [b"returned"]


def no_start(environ, start_response):
    return [b"hello"]


def null_body(environ, start_response):
    start_response("200 OK", [TEXT])


def start_twice(environ, start_response):
    start_response("200 OK", [TEXT])
    start_response("404 Not Found", [TEXT])
    return [b"hello"]


def start_again_with_exception(environ, start_response):
    start_response("200 OK", [TEXT, ("X-Old", "1")])
    start_response("503 Changed", [TEXT], exc_info())
    return [b"hello"]


def start_again_too_late(environ, start_response):
    start_response("200 OK", [TEXT])
    yield b"begun"
    start_response("500 Oh", [TEXT], exc_info())
    yield b"more"


def swallowed_refusal(environ, start_response):
    try:
        start_response("200 OK", [("X A", "1")])
    except Exception:
        pass
    return [b"hello"]


def none_of_the_bytes(environ, start_response):
    start_response("200 OK", [TEXT, ("Content-Length", "5")])
    return []


def fails_before_start(environ, start_response):
    raise AppFailure()


def fails(*headers):
    def app(environ, start_response):
        start_response("200 OK", [TEXT, *headers])
        if not environ["PATH_INFO"].endswith("first-block"):
            yield b"begun"
        raise AppFailure()
    return app


class FailingToClose:
    def __iter__(self):
        return iter((b"one", b"two"))

    def close(self):
        raise AppFailure()


def fails_to_close(environ, start_response):
    start_response("200 OK", [TEXT, ("Content-Length", "6")])
    return FailingToClose()


def swallowed_broken_body(environ, start_response):
    try:
        environ["wsgi.input"].read()
    except Exception:
        pass
    start_response("200 OK", [TEXT])
    return [b"hello"]


APPS = {
    "/hello": says("200 OK"),
    "/generator": generator,
    "/empty-list": empty_list,
    "/empty-blocks": empty_blocks,
    "/lazy-start": lazy_start,
    "/write-and-iterable": write_and_iterable,
    "/no-start": no_start,
    "/null-body": null_body,
    "/start-twice": start_twice,
    "/start-again-with-exception": start_again_with_exception,
    "/start-again-too-late": start_again_too_late,
    "/swallowed-refusal": swallowed_refusal,
    "/status-crlf": says("200 OK\r\nX-Injected: 1"),
    "/status-without-reason": says("200"),
    "/status-of-words": says("OK fine"),
    "/status-100": says("100 Continue"),
    "/status-999": says("999 High"),
    "/header-name-space": says("200 OK", ("X A", "1")),
    "/header-name-colon": says("200 OK", ("X:A", "1")),
    "/header-name-crlf": says("200 OK", ("X-A: 1\r\nX-Injected", "1")),
    "/header-value-crlf": says("200 OK", ("X-A", "1\r\nX-Injected: 1")),
    "/header-value-lf": says("200 OK", ("X-A", "1\nX-Injected: 1")),
    "/header-value-nul": says("200 OK", ("X-A", "a\0b")),
    "/header-value-latin1": says("200 OK", ("X-A", "caf\u00e9")),
    "/header-value-unicode": says("200 OK", ("X-A", "\u20ac")),
    "/header-status": says("200 OK", ("Status", "404 Not Found")),
    "/hop-by-hop": says("200 OK", ("Connection", "close")),
    "/keep-alive": says("200 OK", ("Keep-Alive", "timeout=5")),
    "/transfer-encoding": says("200 OK", ("Transfer-Encoding", "chunked")),
    "/length-twice": says("200 OK", ("Content-Length", "5"), ("Content-Length", "5")),
    "/length-invalid": says("200 OK", ("Content-Length", "abc")),
    "/length-negative": says("200 OK", ("Content-Length", "-5")),
    "/too-many-bytes": says("200 OK", ("Content-Length", "3")),
    "/too-few-bytes": says("200 OK", ("Content-Length", "10")),
    "/none-of-the-bytes": none_of_the_bytes,
    "/head-with-body": says("200 OK"),
    "/no-content-with-body": says("204 No Content"),
    "/no-content-with-length": says("204 No Content", ("Content-Length", "5")),
    "/not-modified-with-length": says("304 Not Modified", ("Content-Length", "5")),
    "/fails-before-start": fails_before_start,
    "/fails-before-the-first-block": fails(),
    "/fails-after-a-block": fails(),
    "/fails-after-a-block-1.0": fails(),
    "/fails-after-a-block-of-a-length": fails(("Content-Length", "10")),
    "/fails-to-close": fails_to_close,
    "/swallowed-broken-body": swallowed_broken_body,
}


def application(environ, start_response):
    return APPS[environ["PATH_INFO"]](environ, start_response)
