"""A small shop in Flask, as it ran behind gunicorn."""
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = 'replace me'
PRICES = {'tea': 250, 'coffee': 400}


@app.get('/articles')
def articles():
    return jsonify([{'name': name, 'price': price, 'url': f'{request.script_root}/articles/{name}'} for name, price in PRICES.items()])


@app.post('/cart/<name>')
def add(name):
    if name not in PRICES:
        return jsonify(error=f'there is no {name}'), 404
    session['cart'] = session.get('cart', []) + [name]
    return jsonify(session['cart'])


@app.get('/cart')
def cart():
    names = session.get('cart', [])
    return jsonify(user=request.environ.get('REMOTE_USER'), names=names, total=sum(PRICES[name] for name in names))
