"""A Flask app as people write them: JSON, a session, an upload, a stream, a file."""
from flask import Flask, Response, jsonify, request, send_file, session, stream_with_context
from werkzeug.exceptions import NotFound

app = Flask(__name__)
app.secret_key = 'not a secret: this is a test'


@app.get('/json')
def json():
    return jsonify(name='Grüße', url=request.url, root=request.script_root)


@app.post('/sign-in')
def sign_in():
    session['user'] = request.form['user']
    return '', 204


@app.get('/me')
def me():
    return session.get('user', 'nobody')


@app.post('/upload')
def upload():
    file = request.files['file']
    return jsonify(name=file.filename, length=len(file.read()))


@app.get('/stream')
def stream():
    return Response(stream_with_context(f'{number} {request.args["end"]}\n' for number in range(5)), mimetype='text/plain')


@app.get('/file')
def file():
    return send_file(__file__, mimetype='text/plain', conditional=True)


@app.get('/error')
def error():
    raise NotFound('no such thing')


@app.get('/user')
def user():
    return request.environ.get('REMOTE_USER', '')


@app.get('/ünïcode/<name>')
def unicode_path(name):
    return name
