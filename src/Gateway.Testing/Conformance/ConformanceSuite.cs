using Gateway.Testing.Conformance.Cases;

namespace Gateway.Testing.Conformance;

/// <summary>The rules of the contract as a table of exchanges that any host can run.</summary>
public static class ConformanceSuite
{
    private static readonly Dictionary<string, ConformanceCase> ById = All().ToDictionary(testCase => testCase.Id, StringComparer.Ordinal);

    /// <summary>Every case there is.</summary>
    public static IReadOnlyCollection<ConformanceCase> Cases => ById.Values;

    /// <summary>The cases a host with these capabilities can run.</summary>
    /// <param name="capabilities">The capabilities of the host and of the client that talks to it.</param>
    /// <returns>The cases.</returns>
    public static IEnumerable<ConformanceCase> CasesFor(HostCapabilities capabilities) =>
        Cases.Where(testCase => (testCase.Needs & ~capabilities) == 0);

    /// <summary>Finds a case.</summary>
    /// <param name="id">Its <see cref="ConformanceCase.Id"/>.</param>
    /// <returns>The case.</returns>
    public static ConformanceCase Find(string id) => ById[id];

    /// <summary>Runs a case on a host that has not been started.</summary>
    /// <param name="testCase">The case.</param>
    /// <param name="host">The host.</param>
    /// <returns>When the case has passed.</returns>
    /// <exception cref="ConformanceException">The host breaks a rule; the message names the case, its requirements and the
    /// difference.</exception>
    public static async Task RunAsync(ConformanceCase testCase, IConformanceHost host)
    {
        ArgumentNullException.ThrowIfNull(testCase);
        ArgumentNullException.ThrowIfNull(host);
        var scenario = testCase.CreateScenario();
        try
        {
            var response = await ServeAsync(testCase, scenario, host).ConfigureAwait(false);
            scenario.RunChecks(response);
            if (response.FollowUp is { } followUp)
                Expect.Text(200, "ok", followUp);
        }
        catch (Exception error)
        {
            var app = scenario.AppFailure is { } failure ? $" The app failed: {failure.Message}" : "";
            throw new ConformanceException(
                $"{testCase} ({string.Join(", ", testCase.Requirements)}): {error.Message}{app}", scenario.AppFailure ?? error);
        }
    }

    private static async Task<ConformanceResponse> ServeAsync(ConformanceCase testCase, ConformanceScenario scenario, IConformanceHost host)
    {
        await (testCase.IsAsync ? host.StartAsync(scenario.AsyncSurface()) : host.StartAsync(scenario.SyncSurface())).ConfigureAwait(false);
        try
        {
            var response = await host.ExchangeAsync(scenario.Exchange).WaitAsync(Patience.Limit * 2).ConfigureAwait(false);
            await scenario.Until.WaitAsync(Patience.Limit).ConfigureAwait(false);
            return response;
        }
        finally
        {
            await host.StopAsync().ConfigureAwait(false);
        }
    }

    private static List<ConformanceCase> All()
    {
        var list = new CaseList();
        EnvironCases.AddTo(list);
        HeaderCases.AddTo(list);
        TargetCases.AddTo(list);
        InputCases.AddTo(list);
        StartResponseCases.AddTo(list);
        HeadRuleCases.AddTo(list);
        WriteCases.AddTo(list);
        BodyCases.AddTo(list);
        LengthCases.AddTo(list);
        CloseCases.AddTo(list);
        FileWrapperCases.AddTo(list);
        ObservedBodyCases.AddTo(list);
        ClientCases.AddTo(list);
        ExtensionCases.AddTo(list);
        CompositionCases.AddTo(list);
        return list.Cases;
    }
}
