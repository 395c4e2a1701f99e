"""Which app is asked how, and why Gateway's answer is another one."""

from typing import NamedTuple


class Case(NamedTuple):
    path: str
    app: str
    why: str = ""
    method: str = "GET"
    version: str = "1.1"
    body: bytes | None = None


BODY = "A body that the response cannot have is dropped, with a warning, so that the connection stays in step."
CUT = "A failed response must never look whole: the client is made to see it."
HEAD = "start_response refuses what HTTP cannot carry, in the app's own frame; nothing of it goes out."
HOP = "Hop-by-hop headers are the server's (PEP 3333, \"Other HTTP Features\"): refused, not dropped in silence."

CASES = [
    Case("/hello", "well behaved"),
    Case("/generator", "generator without a length"),
    Case("/empty-list", "empty list as a body"),
    Case("/empty-blocks", "empty blocks in between"),
    Case("/lazy-start", "start_response called by the first block"),
    Case("/write-and-iterable", "write() and an iterable"),
    Case("/no-start", "never calls start_response", "It is the app's error, and a 500."),
    Case("/null-body", "returns None (null)", "It is the app's error, and a 500."),
    Case("/start-twice", "start_response twice, without exc_info", "PEP 3333 calls it a fatal error: 500."),
    Case("/start-again-with-exception", "start_response again with exc_info, before the head", "Status and headers are replaced as a whole."),
    Case("/start-again-too-late", "start_response again with exc_info, after the head", CUT),
    Case("/swallowed-refusal", "swallows the refusal of a header and goes on", "A start_response that failed has not been called: 500."),
    Case("/status-crlf", "status with CR LF and a header in it", HEAD),
    Case("/status-without-reason", "status `200`", "PEP 3333 asks for a status string like \"200 OK\"; its validator refuses it, too."),
    Case("/status-of-words", "status `OK fine`", HEAD),
    Case("/status-100", "status `100 Continue`", "A final status is from 200 to 599: a client would go on waiting after an interim one."),
    Case("/status-999", "status `999 High`", "A final status is from 200 to 599 (RFC 9110, 15)."),
    Case("/header-name-space", "header name `X A`", HEAD),
    Case("/header-name-colon", "header name `X:A`", HEAD),
    Case("/header-name-crlf", "header name with CR LF", HEAD),
    Case("/header-value-crlf", "header value with CR LF", HEAD),
    Case("/header-value-lf", "header value with LF", HEAD),
    Case("/header-value-nul", "header value with NUL", HEAD),
    Case("/header-value-latin1", "header value `café`", "Only printable ASCII is sent, unless the server is set to ISO-8859-1 (`ResponseHeaderEncodingSelector`)."),
    Case("/header-value-unicode", "header value `€`", "No header can carry it; the error is raised at start_response."),
    Case("/header-status", "header `Status`", "It is CGI's, and means another status than the one sent (`wsgiref.validate` refuses it, too)."),
    Case("/hop-by-hop", "header `Connection: close`", HOP),
    Case("/keep-alive", "header `Keep-Alive`", HOP),
    Case("/transfer-encoding", "header `Transfer-Encoding: chunked`", HOP),
    Case("/length-twice", "Content-Length twice", "A response has one length (RFC 9110, 8.6)."),
    Case("/length-invalid", "Content-Length `abc`", HEAD),
    Case("/length-negative", "Content-Length `-5`", HEAD),
    Case("/too-many-bytes", "5 bytes for a Content-Length of 3", "Exactly the bytes declared are sent, the rest is dropped with a warning; the connection stays in step."),
    Case("/too-few-bytes", "5 bytes for a Content-Length of 10", CUT),
    Case("/none-of-the-bytes", "no bytes for a Content-Length of 5", "Nothing was sent yet, so the client can still be told: 500."),
    Case("/head-with-body", "HEAD with a body", BODY, method="HEAD"),
    Case("/no-content-with-body", "204 with a body", BODY),
    Case("/no-content-with-length", "204 with a Content-Length and a body", BODY + " A 204 has no Content-Length (RFC 9110, 8.6)."),
    Case("/not-modified-with-length", "304 with a Content-Length and a body", BODY),
    Case("/fails-before-start", "raises before start_response", "It is the app's error, and a 500 of the pipeline's."),
    Case("/fails-before-the-first-block", "raises before the first block", "Nothing was sent yet, so the client can still be told: 500."),
    Case("/fails-after-a-block", "raises after a block", CUT),
    Case("/fails-after-a-block-1.0", "raises after a block, HTTP/1.0", CUT + " Without a length or chunks, only a reset does; it may overtake what was sent before it.", version="1.0"),
    Case("/fails-after-a-block-of-a-length", "raises after 5 bytes of a Content-Length of 10", CUT),
    Case("/fails-to-close", "close() raises after a whole body", "The response was whole; the failure is logged."),
    Case("/swallowed-broken-body", "swallows the failure to read a broken request body", "A broken request is the client's error, however the app takes it: 400, and the connection ends.", method="POST", body=b"zz\r\nhello\r\n0\r\n\r\n"),
]
