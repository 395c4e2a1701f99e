using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>One run of a case: its app, the request, and the expected response. Nothing is shared between runs.</summary>
public sealed class ConformanceScenario
{
    private static readonly (string, string)[] OkHeaders = [("Content-Type", "text/plain")];

    private readonly List<Action<ConformanceResponse>> _checks = [];

    /// <summary>The exchange.</summary>
    public ConformanceExchange Exchange { get; } = new();

    internal GatewayApp? App { get; set; }

    internal AsyncGatewayApp? AsyncApp { get; set; }

    /// <summary>Checks that run while the host still serves.</summary>
    internal Task Until { get; set; } = Task.CompletedTask;

    /// <summary>The app's own failure, for the message of a case that did not expect it.</summary>
    internal Exception? AppFailure { get; private set; }

    /// <summary>Adds a check that runs after the host has stopped, when every count is final.</summary>
    internal void Check(Action<ConformanceResponse> check) => _checks.Add(check);

    internal void RunChecks(ConformanceResponse response) => _checks.ForEach(check => check(response));

    internal TrackedBody Track(IEnumerable<ReadOnlyMemory<byte>> blocks)
    {
        var body = new TrackedBody(blocks);
        Check(_ => body.ExpectClosedOnce());
        return body;
    }

    internal void Get(string target, params IReadOnlyList<(string, string)> headers) =>
        (Exchange.Target, Exchange.Headers) = (target, headers);

    internal void Post(params string[] parts) =>
        (Exchange.Method, Exchange.Body) = ("POST", [.. parts.Select(part => new BodyPart(Encoding.UTF8.GetBytes(part)))]);

    internal void Wire(params string[] lines) => Exchange.Wire = string.Join("\r\n", lines);

    /// <summary>Serves an app that answers 200 with a lazy text.</summary>
    internal void Answer(Func<Environ, string> text) => App = (environ, startResponse) =>
    {
        var answer = text(environ);
        startResponse("200 OK", Blocks.Plain);
        return Blocks.Lazily(answer);
    };

    /// <summary>Checks the environ as the app sees it.</summary>
    internal void Observe(Action<Environ> look)
    {
        App = (environ, startResponse) =>
        {
            look(environ);
            startResponse("200 OK", Blocks.Plain);
            return Blocks.Lazily("seen");
        };
        Check(response => Expect.Text(200, Exchange.Method == "HEAD" ? "" : "seen", response));
    }

    internal GatewayApp SyncSurface() => (environ, startResponse) =>
    {
        if (environ.PathInfo == "/ok")
            return Ok(startResponse);
        try
        {
            return App!(environ, startResponse);
        }
        catch (Exception error)
        {
            AppFailure ??= error;
            throw;
        }
    };

    internal AsyncGatewayApp AsyncSurface()
    {
        var app = AsyncApp ?? App!.ToAsync();
        return async (environ, startResponse) =>
        {
            if (environ.PathInfo == "/ok")
                return Ok(startResponse);
            try
            {
                return await app(environ, startResponse).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                AppFailure ??= error;
                throw;
            }
        };
    }

    private static Body Ok(StartResponse startResponse)
    {
        startResponse("200 OK", OkHeaders);
        return Body.Text("ok");
    }
}
