import secrets
import sqlite3
from urllib.parse import urlsplit

from flask import Flask, abort, flash, redirect, render_template_string, request, session, url_for

PAGE = """<!DOCTYPE html>
<title>Shortener</title>
{% for message in get_flashed_messages() %}<p role="status">{{ message }}</p>{% endfor %}
<form method="post"><input name="url" type="url" required> <button>Shorten</button></form>
<form method="post" action="import" enctype="multipart/form-data">
  <input name="file" type="file" required> <button>Import</button>
</form>
<p>Your latest: {{ session.get("latest", "none yet") }}</p>
<ul>{% for code, url in links %}<li><a href="{{ code }}">{{ code }}</a>: {{ url }}</li>{% endfor %}</ul>"""


def create_app(path, key):
    app = Flask(__name__)
    app.secret_key = key

    def run(sql, *values):
        with sqlite3.connect(path) as database:
            return database.execute(sql, values).fetchall()

    def checked(url):
        if not isinstance(url, str) or urlsplit(url.strip()).scheme not in ("http", "https"):
            abort(400, "A link must be an http or https URL.")
        return url.strip()

    def add(url):
        code = secrets.token_urlsafe(6)
        run("INSERT INTO links VALUES (?, ?)", code, url)
        return {"code": code, "url": url}

    def everything():
        return run("SELECT code, url FROM links ORDER BY rowid DESC")

    run("CREATE TABLE IF NOT EXISTS links (code TEXT PRIMARY KEY, url TEXT NOT NULL)")

    @app.get("/")
    def index():
        return render_template_string(PAGE, links=everything())

    @app.post("/")
    def shorten():
        link = add(checked(request.form["url"]))
        session["latest"] = link["code"]
        flash(f"{link['url']} has the code {link['code']}.")
        return redirect(url_for("index"), 303)

    @app.post("/import")
    def upload():
        urls = [checked(line) for line in request.files["file"].read().decode().splitlines() if line]
        for url in urls:
            add(url)
        flash(f"Imported {len(urls)} links.")
        return redirect(url_for("index"), 303)

    @app.get("/api/links")
    def links():
        return [{"code": code, "url": url} for code, url in everything()]

    @app.post("/api/links")
    def api_add():
        return add(checked(request.get_json().get("url"))), 201

    @app.get("/<code>")
    def follow(code):
        found = run("SELECT url FROM links WHERE code = ?", code)
        return redirect(found[0][0]) if found else abort(404, "There is no such link.")

    return app
