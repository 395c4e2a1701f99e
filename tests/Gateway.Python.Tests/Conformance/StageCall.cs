using System.Text;

namespace Gateway.Python.Tests.Conformance;

/// <summary>One call of the app of a case, acted out by the Python app.</summary>
internal sealed class StageCall(AsyncGatewayApp app, StageLine line) : IBodyWriter
{
    private IAsyncEnumerable<ReadOnlyMemory<byte>>? _body;
    private IAsyncEnumerator<ReadOnlyMemory<byte>>? _blocks;

    /// <summary>Answers the questions of the Python app until it has no more.</summary>
    public async Task RunAsync()
    {
        while (await line.HearAsync() is { } message)
        {
            try
            {
                await AnswerAsync(message);
            }
            catch (Exception error)
            {
                line.Raise(error);
            }
        }
    }

    void IBodyWriter.Write(ReadOnlySpan<byte> block) => line.Write(block);

    private async Task AnswerAsync(StageMessage message)
    {
        switch (message.Ask)
        {
            case "call":
                await CallAsync(Translate(message));
                break;
            case "iterate":
                _blocks = _body!.GetAsyncEnumerator();
                line.Answer();
                break;
            case "next":
                var block = await _blocks!.MoveNextAsync() ? Encoding.Latin1.GetString(_blocks.Current.Span) : null;
                line.Answer(block: block);
                break;
            default:
                await CloseAsync();
                line.Answer();
                break;
        }
    }

    private async Task CallAsync(Environ environ)
    {
        _body = await app(environ, (status, headers, error) =>
        {
            line.Start(status, headers, error);
            return this;
        });
        if (_body is not IReadOnlyCollection<ReadOnlyMemory<byte>> list)
        {
            line.Answer(body: _body is null ? null : "lazy");
            return;
        }

        var blocks = list.Select(block => Encoding.Latin1.GetString(block.Span)).ToArray();
        await CloseAsync();
        line.Answer(body: new { blocks });
    }

    private async Task CloseAsync()
    {
        if (_blocks is not null)
            await _blocks.DisposeAsync();
        if (_body is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else if (_body is IDisposable synchronous)
            synchronous.Dispose();
    }

    // The strings of WSGI are bytes in Latin-1, those of the contract are Unicode.
    private Environ Translate(StageMessage message)
    {
        var environ = new Environ();
        foreach (var (key, value) in message.Environ!)
        {
            environ[key] = value.ValueKind switch
            {
                System.Text.Json.JsonValueKind.True => true,
                System.Text.Json.JsonValueKind.False => false,
                System.Text.Json.JsonValueKind.Array => (value[0].GetInt32(), value[1].GetInt32()),
                _ => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value.GetString()!)),
            };
        }

        environ.Remove(Stage.Key);
        environ[EnvironKeys.Input] = new StageInput(line);
        environ[EnvironKeys.Errors] = new StageErrors(line);
        return environ;
    }
}
