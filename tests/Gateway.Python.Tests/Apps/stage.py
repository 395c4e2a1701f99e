"""A WSGI app that acts out an app of the test's process: what that does with the contract, this does with PEP 3333.

A line of JSON goes each way, bytes as Latin-1. This asks: call, iterate, next, close. Until it gets an answer it does what it is told.
"""
import json
import socket
import sys


class Failure(Exception):
    """An exception of the app, which the test's process knows by its number."""

    def __init__(self, number, message):
        super().__init__(message)
        self.number = number


class Stage:
    def __init__(self, environ, start_response):
        self.environ, self.start_response, self.write = environ, start_response, None
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(environ['test.stage'])
        self.file = self.socket.makefile('rwb')

    def tell(self, **message):
        self.file.write(json.dumps(message).encode() + b'\n')
        self.file.flush()

    def ask(self, question, **more):
        self.tell(ask=question, **more)
        while True:
            order = json.loads(self.file.readline())
            if order['do'] == 'answer':
                return order
            if order['do'] == 'raise':
                raise Failure(order['number'], order['message'])
            try:
                self.tell(result=self.act(order))
            except BaseException as error:
                self.tell(error=type(error).__name__, message=str(error), number=getattr(error, 'number', None))

    def act(self, order):
        if order['do'] == 'start':
            headers = order['headers'] and [tuple(header) for header in order['headers']]
            if order['number'] is None:
                self.write = self.start_response(order['status'], headers)
            else:
                try:
                    raise Failure(order['number'], order['message'])
                except Failure:
                    self.write = self.start_response(order['status'], headers, sys.exc_info())
        elif order['do'] == 'write':
            self.write(order['block'].encode('latin-1'))
        elif order['do'] == 'read':
            return self.environ['wsgi.input'].read1(order['count']).decode('latin-1')
        elif order['do'] == 'errors':
            self.environ['wsgi.errors'].write(order['text'])
            self.environ['wsgi.errors'].flush()


class Blocks:
    def __init__(self, stage):
        self.stage = stage

    def __iter__(self):
        self.stage.ask('iterate')
        return self

    def __next__(self):
        block = self.stage.ask('next')['block']
        if block is None:
            raise StopIteration
        return block.encode('latin-1')

    def close(self):
        try:
            self.stage.ask('close')
        finally:
            self.stage.file.close()
            self.stage.socket.close()


def application(environ, start_response):
    stage = Stage(environ, start_response)
    shown = {key: value for key, value in environ.items() if isinstance(value, (str, bool)) or key == 'wsgi.version'}
    answer = stage.ask('call', environ=shown)
    if answer['body'] == 'lazy':
        return Blocks(stage)
    stage.file.close()
    stage.socket.close()
    return answer['body'] and [block.encode('latin-1') for block in answer['body']['blocks']]
