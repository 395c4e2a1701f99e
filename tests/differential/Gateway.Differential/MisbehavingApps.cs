using System.Text;

namespace Gateway.Differential;

/// <summary>The apps of ../apps.py, line by line.</summary>
internal static class MisbehavingApps
{
    private static readonly (string, string) Text = ("Content-Type", "text/plain");

    public static IReadOnlyDictionary<string, GatewayApp> ByPath { get; } = new Dictionary<string, GatewayApp>
    {
        ["/hello"] = Says("200 OK"),
        ["/generator"] = (_, start) =>
        {
            start("200 OK", [Text]);
            return Blocks("one", "two");
        },
        ["/empty-list"] = (_, start) =>
        {
            start("200 OK", [Text]);
            return [];
        },
        ["/empty-blocks"] = (_, start) =>
        {
            start("200 OK", [Text]);
            return Blocks("", "a", "", "b");
        },
        ["/lazy-start"] = LazyStart,
        ["/write-and-iterable"] = (_, start) =>
        {
            start("200 OK", [Text]).Write("written "u8);
            return [Bytes("returned")];
        },
        ["/no-start"] = (_, _) => [Bytes("hello")],
        ["/null-body"] = (_, start) =>
        {
            start("200 OK", [Text]);
            return null!;
        },
        ["/start-twice"] = (_, start) =>
        {
            start("200 OK", [Text]);
            start("404 Not Found", [Text]);
            return [Bytes("hello")];
        },
        ["/start-again-with-exception"] = (_, start) =>
        {
            start("200 OK", [Text, ("X-Old", "1")]);
            start("503 Changed", [Text], new AppFailure());
            return [Bytes("hello")];
        },
        ["/start-again-too-late"] = StartAgainTooLate,
        ["/swallowed-refusal"] = (_, start) =>
        {
            try
            {
                start("200 OK", [("X A", "1")]);
            }
            catch (GatewayContractException)
            {
            }

            return [Bytes("hello")];
        },
        ["/status-crlf"] = Says("200 OK\r\nX-Injected: 1"),
        ["/status-without-reason"] = Says("200"),
        ["/status-of-words"] = Says("OK fine"),
        ["/status-100"] = Says("100 Continue"),
        ["/status-999"] = Says("999 High"),
        ["/header-name-space"] = Says("200 OK", ("X A", "1")),
        ["/header-name-colon"] = Says("200 OK", ("X:A", "1")),
        ["/header-name-crlf"] = Says("200 OK", ("X-A: 1\r\nX-Injected", "1")),
        ["/header-value-crlf"] = Says("200 OK", ("X-A", "1\r\nX-Injected: 1")),
        ["/header-value-lf"] = Says("200 OK", ("X-A", "1\nX-Injected: 1")),
        ["/header-value-nul"] = Says("200 OK", ("X-A", "a\0b")),
        ["/header-value-latin1"] = Says("200 OK", ("X-A", "caf\u00e9")),
        ["/header-value-unicode"] = Says("200 OK", ("X-A", "\u20ac")),
        ["/header-status"] = Says("200 OK", ("Status", "404 Not Found")),
        ["/hop-by-hop"] = Says("200 OK", ("Connection", "close")),
        ["/keep-alive"] = Says("200 OK", ("Keep-Alive", "timeout=5")),
        ["/transfer-encoding"] = Says("200 OK", ("Transfer-Encoding", "chunked")),
        ["/length-twice"] = Says("200 OK", ("Content-Length", "5"), ("Content-Length", "5")),
        ["/length-invalid"] = Says("200 OK", ("Content-Length", "abc")),
        ["/length-negative"] = Says("200 OK", ("Content-Length", "-5")),
        ["/too-many-bytes"] = Says("200 OK", ("Content-Length", "3")),
        ["/too-few-bytes"] = Says("200 OK", ("Content-Length", "10")),
        ["/none-of-the-bytes"] = (_, start) =>
        {
            start("200 OK", [Text, ("Content-Length", "5")]);
            return [];
        },
        ["/head-with-body"] = Says("200 OK"),
        ["/no-content-with-body"] = Says("204 No Content"),
        ["/no-content-with-length"] = Says("204 No Content", ("Content-Length", "5")),
        ["/not-modified-with-length"] = Says("304 Not Modified", ("Content-Length", "5")),
        ["/fails-before-start"] = (_, _) => throw new AppFailure(),
        ["/fails-before-the-first-block"] = Fails([]),
        ["/fails-after-a-block"] = Fails([]),
        ["/fails-after-a-block-1.0"] = Fails([]),
        ["/fails-after-a-block-of-a-length"] = Fails([("Content-Length", "10")]),
        ["/fails-to-close"] = (_, start) =>
        {
            start("200 OK", [Text, ("Content-Length", "6")]);
            return new FailingToClose(Blocks("one", "two"));
        },
        ["/swallowed-broken-body"] = (environ, start) =>
        {
            try
            {
                environ.Input.CopyTo(Stream.Null);
            }
            catch (IOException)
            {
            }

            start("200 OK", [Text]);
            return [Bytes("hello")];
        },
    };

    private static GatewayApp Says(string status, params (string, string)[] headers) => (_, start) =>
    {
        start(status, [Text, .. headers]);
        return [Bytes("hello")];
    };

    private static GatewayApp Fails((string, string)[] headers)
    {
        return Run;

        IEnumerable<ReadOnlyMemory<byte>> Run(Environ environ, StartResponse start)
        {
            start("200 OK", [Text, .. headers]);
            if (!environ.PathInfo.EndsWith("first-block", StringComparison.Ordinal))
                yield return Bytes("begun");
            throw new AppFailure();
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> LazyStart(Environ environ, StartResponse start)
    {
        start("200 OK", [Text]);
        yield return Bytes("hello");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> StartAgainTooLate(Environ environ, StartResponse start)
    {
        start("200 OK", [Text]);
        yield return Bytes("begun");
        start("500 Oh", [Text], new AppFailure());
        yield return Bytes("more");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Blocks(params string[] blocks)
    {
        foreach (var block in blocks)
            yield return Bytes(block);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
