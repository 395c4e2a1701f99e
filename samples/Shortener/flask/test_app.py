import io
import tempfile

from app import create_app

client = create_app(tempfile.mktemp(), "key").test_client()


def test_a_link_that_is_posted_is_on_the_page_once_announced_and_leads_on():
    page = client.post("/", data={"url": "https://example.org/?a=1&b=2"}, follow_redirects=True).text
    assert "https://example.org/?a=1&amp;b=2 has the code" in page
    assert 'role="status"' not in client.get("/").text
    code = page.split('href="')[1].split('"')[0]
    assert client.get(f"/{code}").location == "https://example.org/?a=1&b=2"
    assert client.get("/unknown").status_code == 404


def test_an_uploaded_file_is_imported_whole_or_not_at_all():
    def upload(text):
        return client.post("/import", data={"file": (io.BytesIO(text), "links.txt")}, follow_redirects=True)

    assert "Imported 2 links." in upload(b"https://a.example/\nhttps://b.example/\n").text
    assert upload(b"https://c.example/\njavascript:alert(1)\n").status_code == 400
    assert [link["url"] for link in client.get("/api/links").json][:2] == ["https://b.example/", "https://a.example/"]


def test_the_api_takes_and_gives_json():
    link = client.post("/api/links", json={"url": "https://example.org/"}).json
    assert link in client.get("/api/links").json
    assert client.post("/api/links", json={"url": None}).status_code == 400


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
