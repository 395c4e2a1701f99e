using System.Text;
using FsCheck.Xunit;

namespace Gateway.Toolkit.Tests;

/// <summary>Whatever comes, it is taken or refused with a reason; nothing else is thrown, in either shape.</summary>
public class HostileInputTests
{
    private static readonly string[] Values =
    [
        "bytes=0-1,3-4", "bytes=-5", "bytes=99999999999999999999-", "bytes=0-99999999999999999999", "\"v1\", W/\"v2\"", "*",
        "a=1; b=\"2\"; c=%41", "text/html;q=0.5, */*;q=0.1",
        "Wed, 21 Oct 2015 07:28:00 GMT", "de-AT;q=0.9, *", "example.com:80", "[::1]:8080", "max-age=1, no-cache", "Bearer abc",
        "multipart/form-data; boundary=\"b\"", "application/json; charset=utf-8", "/a/../b?c=d#e",
    ];

    private static readonly string[] Keys =
    [
        "HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE",
        "HTTP_COOKIE", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING",
        "HTTP_HOST", "HTTP_CACHE_CONTROL", "HTTP_AUTHORIZATION", "HTTP_REFERER", EnvironKeys.ContentType, EnvironKeys.QueryString,
        EnvironKeys.RemoteAddr,
    ];

    private static readonly string[] Bodies =
    [
        "a=1&b=%C3%A9&c=+", """{"from":{"x":1,"y":2},"to":null,"more":["\ud83d\ude00",1e9]}""",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=f; "
            + "filename*=UTF-8''%e2%82%ac\r\nContent-Type: a/b\r\n\r\n\r\n--bb\r\n--b--\r\n",
    ];

    private static readonly string[] Types =
        ["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=b", "text/plain; charset=utf-16",
            "text/plain; charset=us-ascii"];

    [Property(MaxTest = 1000)]
    public void Any_headers_are_taken_or_refused(int seed)
    {
        var random = new Random(seed);
        var environ = Environ.ForRequest(random.Next(4) == 0 ? "HEAD" : "GET");
        for (var count = random.Next(1, 5); count > 0; count--)
            environ[Keys[random.Next(Keys.Length)]] = Encoding.Latin1.GetString(Mutate(Values[random.Next(Values.Length)], random));
        var request = new Request(environ);

        Refused(() => _ = request.Query);
        Refused(() => _ = request.Cookies);
        Refused(() => _ = request.Url);
        Refused(() => request.UrlFor("/x", [new("a", "b")]));
        Refused(() => request.Accepts("text/html", "application/json;charset=utf-8"));
        Refused(() => request.AcceptsLanguage("de", "en-GB"));
        Refused(() => _ = (request.ClientAddress, request.Headers.AcceptEncoding));
        Refused(() => _ = (request.Headers.Authorization, request.Headers.CacheControl));
        Refused(() => _ = (request.Headers.Referer, request.Headers.ContentType));
        Refused(() => _ = (request.Headers.Range, request.Headers.IfRange));

        var status = "";
        Response.Bytes(new byte[10]).With("ETag", "\"v1\"").With("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT")
            .Send(environ, (line, headers, _) =>
            {
                ResponseValidator.ValidateHeaders(headers);
                status = line;
                return null!;
            });
        status[..3].ShouldBeOneOf("200", "206", "304", "400", "412", "416");
    }

    [Property(MaxTest = 1000)]
    public async Task Any_body_is_taken_or_refused(int seed)
    {
        var random = new Random(seed);
        var body = Mutate(Bodies[random.Next(Bodies.Length)], random);
        var type = random.Next(8) == 0
            ? Encoding.Latin1.GetString(Mutate(Types[random.Next(Types.Length)], random)) : Types[random.Next(Types.Length)];

        await SameAsync(request => request.ReadForm(), request => request.ReadFormAsync().AsTask());
        await SameAsync(request => request.ReadText(), request => request.ReadTextAsync().AsTask());
        await SameAsync(
            request => request.ReadJson(TestJson.Default.Line), request => request.ReadJsonAsync(TestJson.Default.Line).AsTask());
        await SameAsync(request => _ = request.ReadMultipart().ToList(), async request =>
        {
            await foreach (var part in request.ReadMultipartAsync())
            {
            }
        });

        async Task SameAsync(Action<Request> read, Func<Request, Task> readAsync) =>
            (await RefusedAsync(() => readAsync(Make.Chunked(type, new Trickle(body, 3)))))
                .ShouldBe(Refused(() => read(Make.Post(type, body))));
    }

    private static string? Refused(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (BadRequestException fault)
        {
            fault.Message.Length.ShouldBeLessThan(400);
            return fault.Message;
        }
    }

    private static async Task<string?> RefusedAsync(Func<Task> read)
    {
        try
        {
            await read();
            return null;
        }
        catch (BadRequestException fault)
        {
            return fault.Message;
        }
    }

    private static byte[] Mutate(string seed, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(seed).ToList();
        for (var count = random.Next(4); count > 0; count--)
        {
            var position = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.Insert(position, (byte)random.Next(256));
                    break;
                case 1:
                    bytes.InsertRange(position,
                        Encoding.ASCII.GetBytes(new[] { "%", "\r\n", "--b", ",", "\"", "=", "\0", ";", "%ff", "[" }[random.Next(10)]));
                    break;
                case 2 when position < bytes.Count:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 3 when bytes.Count > 0:
                    bytes.RemoveRange(position, random.Next(bytes.Count - position + 1));
                    break;
            }
        }

        return [.. bytes];
    }
}
