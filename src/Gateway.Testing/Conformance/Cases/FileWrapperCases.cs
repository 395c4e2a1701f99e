using System.Text;

namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group F: wsgi.file_wrapper.</summary>
internal static class FileWrapperCases
{
    public static void AddTo(CaseList list)
    {
        Serve(
            list, "file-position", "F86 W-130 W-131 F93 W-129", "A stream is sent from its current position", [], canSeek: true,
            response => Expect.Text(200, "56789", response), position: 5);
        Serve(
            list, "file-limit", "F87 W-130 F93", "Content-Length limits what is sent of a stream", [("Content-Length", "3")], canSeek: true,
            response => Expect.Text(200, "567", response), position: 5, needs: HostCapabilities.Unlinted);
        Serve(
            list, "file-short", "F88 F89 F93", "A stream shorter than Content-Length cuts the response off", [("Content-Length", "20")],
            canSeek: true, response => Expect.That(!response.IsComplete, "the response is cut off"));
        Serve(
            list, "file-unseekable", "F90 W-131 F93", "A stream that cannot seek is sent to its end", [], canSeek: false,
            response => Expect.Text(200, "0123456789", response));
        Serve(
            list, "file-head", "F94 F93 W-107", "HEAD sends nothing of a stream, and closes it", [], canSeek: true,
            response => Expect.Text(200, "", response), method: "HEAD");
        Serve(
            list, "file-304", "F94 F93", "304 sends nothing of a stream, and closes it", [], canSeek: true,
            response => Expect.Text(304, "", response), status: "304 Not Modified", needs: HostCapabilities.Unlinted);
        Serve(
            list, "file-empty", "F92 F93", "A stream at its end is an empty body", [], canSeek: true,
            response => Expect.Text(200, "", response), position: 10);
        Serve(
            list, "file-wrapped", "F91 W-92 W-133 F93", "Middleware that enumerates it sees ordinary blocks", [], canSeek: true,
            response => Expect.Text(200, "0123456789", response), wrap: true);

        list.Add("file-unused", "W-128", "Making a wrapper reads nothing", scenario =>
        {
            var file = new TrackedFile(canSeek: true);
            scenario.App = (environ, startResponse) =>
            {
                using var unused = ((Func<Stream, int, Body>)environ[EnvironKeys.FileWrapper]!)(file, 4);
                startResponse("200 OK", Blocks.Plain);
                return Blocks.Lazily("something else");
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "something else", response);
                Expect.Equal(0, file.Reads, "reads of the file");
                Expect.Equal(1, file.Closes, "times the file was closed");
            });
        });

        list.Add("file-path", "F92 W-133", "Body.File sends a part of a file", scenario =>
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, "0123456789");
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Body.File(path, 2, 5);
            };
            scenario.Check(response =>
            {
                File.Delete(path);
                Expect.Text(200, "23456", response);
                Expect.Equal("5", response.Header("Content-Length"), "Content-Length");
            });
        });
    }

    private static void Serve(
        CaseList list, string id, string requirements, string title, IReadOnlyList<(string, string)> headers, bool canSeek,
        Action<ConformanceResponse> check,
        int position = 0, string method = "GET", string status = "200 OK", bool wrap = false,
        HostCapabilities needs = HostCapabilities.None) =>
        list.Add(id, requirements, needs, title, scenario =>
        {
            var file = new TrackedFile(canSeek);
            file.Skip(position);
            scenario.Exchange.Method = method;
            scenario.App = (environ, startResponse) =>
            {
                var body = ((Func<Stream, int, Body>)environ[EnvironKeys.FileWrapper]!)(file, 4);
                startResponse(status, headers);
                return wrap ? Wrapped(body) : body;
            };
            scenario.Check(check);
            scenario.Check(_ => Expect.Equal(1, file.Closes, "times the file was closed"));
        });

    private static IEnumerable<ReadOnlyMemory<byte>> Wrapped(Body body)
    {
        using (body)
        {
            foreach (var block in body)
                yield return block;
        }
    }

    private sealed class TrackedFile(bool canSeek) : MemoryStream(Encoding.ASCII.GetBytes("0123456789"))
    {
        private bool _isClosed;

        public int Reads { get; private set; }

        public int Closes { get; private set; }

        public override bool CanSeek => canSeek;

        public void Skip(int count) => Position = count;

        public override int Read(byte[] buffer, int offset, int count)
        {
            Reads++;
            return base.Read(buffer, offset, count);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            // A stream may be disposed more than once.
            if (!_isClosed)
                Closes++;
            _isClosed = true;
            base.Dispose(disposing);
        }
    }
}
