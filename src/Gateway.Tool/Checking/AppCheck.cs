using Gateway.Testing;
using Gateway.Tool.Loading;

namespace Gateway.Tool.Checking;

/// <summary>Calls an app under the linter, in memory, and finds what breaks the contract, what fails, and what does not end.</summary>
internal sealed class AppCheck(LoadedApp app, TimeSpan timeout)
{
    private const string Lint = "Gateway lint: ";
    private const string Warning = Lint + "warning: ";

    private readonly LoadedApp _app = app.Lint();

    public async Task<CheckResult> RunAsync(CheckRequest request)
    {
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            // An app that overlooks the token would hold the check for ever.
            var response = await Task.Run(
                () => _app.Client().Send(request.Request, patience.Token)).WaitAsync(timeout + TimeSpan.FromSeconds(1));
            var lines = response.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
            var problems = lines
                .Where(line => line.StartsWith(Lint, StringComparison.Ordinal)
                    && !line.StartsWith(Warning, StringComparison.Ordinal)).Select(line => line[Lint.Length..]).ToList();
            if (response.StatusCode >= 500)
                problems.Add($"it answered {response.Status}; a request that the app cannot take is the client's mistake (4xx).");
            return new(request.Title, response.Status, problems, [.. lines.Where(IsAdvice).Select(line => line[Warning.Length..])]);
        }
        catch (Exception) when (patience.IsCancellationRequested)
        {
            return Failed(request, $"it did not end within {timeout.TotalSeconds:0.#} seconds.");
        }
        catch (Exception error)
        {
            return Failed(request, Describe(error));
        }
    }

    // The host is this check, whose requests are unusual on purpose. Every host drops the body of a HEAD response, so most apps answer
    // HEAD as they answer GET.
    private static bool IsAdvice(string line) =>
        line.StartsWith(Warning, StringComparison.Ordinal)
        && !line.StartsWith(Warning + "The host ", StringComparison.Ordinal)
        && !line.Contains(" head-without-body: ", StringComparison.Ordinal);

    private static CheckResult Failed(CheckRequest request, string problem) => new(request.Title, null, [problem], []);

    private static string Describe(Exception error) => error switch
    {
        LintException or GatewayContractException => error.Message,
        ResponseAbortedException { InnerException: { } cause } => $"the response broke off: {Describe(cause)}",
        _ => $"it threw {error.GetType().Name}: {error.Message}{Where(error)}",
    };

    private static string Where(Exception error) => error.StackTrace?.Split('\n')[0].Trim() is { Length: > 0 } frame ? $" ({frame})" : "";
}
