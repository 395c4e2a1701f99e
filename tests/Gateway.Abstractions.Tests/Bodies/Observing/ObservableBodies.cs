using Gateway.Fakes;

namespace Gateway.Bodies.Observing;

/// <summary>A body of each kind, of the text "ab", and how a host reads it in either shape.</summary>
internal static class ObservableBodies
{
    /// <summary>The kinds that run code of the app while they are read.</summary>
    public static readonly ObservableKind[] Fallible =
        [ObservableKind.Stream, ObservableKind.Writer, ObservableKind.Iterator, ObservableKind.AsyncIterator, ObservableKind.Lifted];

    /// <summary>Each of the kinds with each shape that it has.</summary>
    public static TheoryData<ObservableKind, bool> KindsAndShapes(IEnumerable<ObservableKind> kinds)
    {
        var data = new TheoryData<ObservableKind, bool>();
        foreach (var kind in kinds)
        {
            if (kind != ObservableKind.AsyncIterator)
                data.Add(kind, false);
            if (kind is not (ObservableKind.Iterator or ObservableKind.Collection or ObservableKind.SelfEnumerating))
                data.Add(kind, true);
        }

        return data;
    }

    /// <summary>Makes a body of the kind. Those of an app's own code fail after their blocks if they are asked to.</summary>
    public static object Make(ObservableKind kind, bool fails = false)
    {
        string[] texts = fails ? ["a", "b", "!"] : ["a", "b"];
        return kind switch
        {
            ObservableKind.Memory => Body.Text("ab"),
            ObservableKind.File => Body.File(TestFile.OfTwoLetters),
            ObservableKind.Stream => Body.Stream(fails ? new FailingStream("ab") : new MemoryStream("ab"u8.ToArray()), 1),
            ObservableKind.Writer => Body.Write(async (writer, token) =>
            {
                foreach (var text in texts)
                    await writer.WriteAsync(Checked(text), token);
            }),
            ObservableKind.Iterator => Iterate(texts),
            ObservableKind.AsyncIterator => IterateAsync(texts),
            ObservableKind.Collection => new[] { Blocks.Of("a"), Blocks.Of("b") },
            ObservableKind.Lifted => Lifted(Iterate(texts)),
            ObservableKind.SelfEnumerating => new SelfEnumeratingBody("a", "b"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>Observes the body through the overload of its shape.</summary>
    public static object Observe(object body, BodyObserver observer) => body switch
    {
        Body known => Body.Observe(known, observer),
        IAsyncEnumerable<ReadOnlyMemory<byte>> asynchronous => Body.Observe(asynchronous, observer),
        _ => Body.Observe((IEnumerable<ReadOnlyMemory<byte>>)body, observer),
    };

    /// <summary>Reads a body as a host does, at most so many blocks, and closes it.</summary>
    public static async Task<string> ServeAsync(object body, bool isAsync, int most = int.MaxValue)
    {
        var text = "";
        try
        {
            if (isAsync)
            {
                await using var blocks = ((IAsyncEnumerable<ReadOnlyMemory<byte>>)body).GetAsyncEnumerator();
                while (most-- > 0 && await blocks.MoveNextAsync())
                    text += Blocks.Utf8(blocks.Current.ToArray());
            }
            else
            {
                using var blocks = ((IEnumerable<ReadOnlyMemory<byte>>)body).GetEnumerator();
                while (most-- > 0 && blocks.MoveNext())
                    text += Blocks.Utf8(blocks.Current.ToArray());
            }
        }
        finally
        {
            await CloseAsync(body, isAsync);
        }

        return text;
    }

    public static async Task CloseAsync(object body, bool isAsync)
    {
        if (isAsync)
            await ((IAsyncDisposable)body).DisposeAsync();
        else
            ((IDisposable)body).Dispose();
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Iterate(params string[] texts)
    {
        foreach (var text in texts)
            yield return Checked(text);
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> IterateAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            await Task.Yield();
            yield return Checked(text);
        }
    }

    private static IAsyncEnumerable<ReadOnlyMemory<byte>> Lifted(IEnumerable<ReadOnlyMemory<byte>> body)
    {
        GatewayApp app = (_, _) => body;
        return app.ToAsync()(Environ.ForRequest(), new RecordedResponse().Start).AsTask().GetAwaiter().GetResult();
    }

    private static ReadOnlyMemory<byte> Checked(string text) => text == "!" ? throw new InvalidOperationException("body") : Blocks.Of(text);
}
