"""Flask: a text, and JSON of about 10 KiB."""
from flask import Flask, jsonify

application = Flask(__name__)
ARTICLES = [{'id': number, 'name': f'article {number}', 'price': number * 1.5, 'tags': ['a', 'b'], 'text': 'x' * 40}
            for number in range(90)]


@application.get('/')
def hello():
    return 'Hello, World!'


@application.get('/json')
def articles():
    return jsonify(ARTICLES)
