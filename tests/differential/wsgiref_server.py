"""The apps on wsgiref: the argument is the port."""

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from apps import application


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


make_server("127.0.0.1", int(sys.argv[1]), application, handler_class=Quiet).serve_forever()
