using System.Text;

namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group E: the iterable, how it is sent and how it may end.</summary>
internal static class BodyCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("body-callables", "W-03 W-98", "A lazy iterable, a list and a Body are all bodies", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return new List<ReadOnlyMemory<byte>> { Blocks.Of("a"), Blocks.Of("b") };
            };
            scenario.Check(response => Expect.Text(200, "ab", response));
        });

        list.Add("body-flushed", "W-87 W-68 W-88 E82", "Each block is with the client before the next is asked for", scenario =>
        {
            var (one, two) = (new Signal(), new Signal());
            scenario.Exchange.OnReceived = (_, text) =>
            {
                if (text.Contains("one", StringComparison.Ordinal))
                    one.Set();
                if (text.Contains("two", StringComparison.Ordinal))
                    two.Set();
            };
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Stepwise(one, two);
            };
            scenario.Check(response => Expect.Text(200, "onetwothree", response));
        });

        list.Add("body-bytes", "W-88", "All 256 byte values arrive unchanged", scenario =>
        {
            var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", []);
                return new ReadOnlyMemory<byte>[] { bytes.AsMemory(0, 100), bytes.AsMemory(100) };
            };
            scenario.Check(response => Expect.Sequence(bytes, response.Bytes.ToArray(), "bytes"));
        });

        list.Add("body-empty-blocks", "W-89 E76", "Empty blocks are skipped and end nothing", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return scenario.Track(Blocks.Lazily("", "a", "", "b", ""));
            };
            scenario.Check(response => Expect.Text(200, "ab", response));
        });

        list.Add("body-reused-memory", "W-99", "A block's memory may be reused when the next is asked for", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return OneBuffer();
            };
            scenario.Check(response => Expect.Text(200, "0123456789", response));
        });

        list.Add("body-empty", "W-90 D66 E69", "An empty body is a whole response of no bytes", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Blocks.Lazily();
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "", response);
                Expect.That(response.Header("Content-Length") is null or "0", "no other length than 0 is told");
            });
        });

        list.Add("body-one-block", "W-91 D66", "A collection of one block gets its Content-Length", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return new ReadOnlyMemory<byte>[] { Blocks.Of("hello") };
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "hello", response);
                Expect.Equal("5", response.Header("Content-Length"), "Content-Length");
            });
        });

        list.Add("body-many-blocks", "W-91 W-105",
            "An iterable of unknown length has no Content-Length, and its end can be told", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Blocks.Lazily("a", "b");
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "ab", response);
                Expect.That(response.Header("Content-Length") is null, "Content-Length is absent");
            });
        });

        list.Add("body-fails-first", "E70 W-111 G107 W-114", "A failure before the first block is a bare 500", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", [("X-Old", "1")]);
                return scenario.Track(Blocks.ThenFail());
            };
            scenario.Check(response =>
            {
                Expect.Status(500, response);
                Expect.That(response.Header("X-Old") is null, "nothing of the app's head is sent");
                Expect.That(!response.Text.Contains(DeliberateException.Secret, StringComparison.Ordinal), "the message stays inside");
            });
        });

        list.Add("body-app-fails", "W-111 G107", "An app that fails is a bare 500", scenario =>
        {
            scenario.App = (_, _) => throw new DeliberateException();
            scenario.Check(response =>
            {
                Expect.Status(500, response);
                Expect.That(!response.Text.Contains(DeliberateException.Secret, StringComparison.Ordinal), "the message stays inside");
            });
        });

        Cut(list, "body-fails-late", "E71 E73 E74 W-112", [], () => Blocks.ThenFail("first"));
        Cut(list, "body-fails-late-length", "E72 W-112", [("Content-Length", "100")], () => Blocks.ThenFail("first"));
        Cut(list, "body-cancelled-by-app", "E75 W-112", [], () => ThenCancel());

        list.AddAsync("body-iterator", "W-87 W-03", "An async iterator is an app, and start_response may come inside it", scenario =>
        {
            AsyncIteratorApp app = Iterate;
            scenario.AsyncApp = app.ToAsync();
            scenario.Check(response => Expect.Text(200, "012", response));
        });

        list.AddAsync("body-pushed", "W-87 W-92", "Body.Write sends what is flushed", scenario =>
        {
            scenario.AsyncApp = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return new(Body.Write(async (writer, token) =>
                {
                    await writer.WriteAsync(Blocks.Of("a"), token).ConfigureAwait(false);
                    await writer.WriteAsync(Blocks.Of("b"), token).ConfigureAwait(false);
                }));
            };
            scenario.Check(response => Expect.Text(200, "ab", response));
        });

        list.AddAsync("body-pushed-fails", "E71 W-112", "Body.Write that fails after a flush cuts the response off", scenario =>
        {
            scenario.AsyncApp = (_, startResponse) =>
            {
                startResponse("200 OK", [("Content-Length", "10")]);
                return new(Body.Write(async (writer, token) =>
                {
                    await writer.WriteAsync(Blocks.Of("a"), token).ConfigureAwait(false);
                    throw new DeliberateException();
                }));
            };
            scenario.Check(response => Expect.That(!response.IsComplete, "the response is cut off"));
        });
    }

    private static void Cut(
        CaseList list, string id, string requirements, IReadOnlyList<(string, string)> headers,
        Func<IEnumerable<ReadOnlyMemory<byte>>> blocks) =>
        list.Add(id, requirements, "A failure after the head cuts the response off, visibly, and the body is closed", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", headers);
                return scenario.Track(blocks());
            };
            scenario.Check(
                response => Expect.That(!response.IsComplete || StartResponseCases.IsCloseDelimited(response), "the response is cut off"));
        });

    private static IEnumerable<ReadOnlyMemory<byte>> Stepwise(Signal one, Signal two)
    {
        yield return Blocks.Of("one");
        one.Wait("the client reads the first block");
        yield return Blocks.Of("two");
        two.Wait("the client reads the second block");
        yield return Blocks.Of("three");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> OneBuffer()
    {
        var buffer = new byte[1];
        for (var digit = '0'; digit <= '9'; digit++)
        {
            buffer[0] = (byte)digit;
            yield return buffer;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ThenCancel()
    {
        yield return Blocks.Of("first");
        throw new OperationCanceledException();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Iterate(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        for (var i = 0; i < 3; i++)
        {
            await Task.Yield();
            yield return Encoding.UTF8.GetBytes(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
