using Gateway.Fakes;

namespace Gateway.Linting;

/// <summary>A host that keeps the rules, for apps of either shape under the linter.</summary>
internal static class LintHost
{
    public static readonly (string, string)[] Text = [("Content-Type", "text/plain")];

    /// <summary>Runs the app under the linter in the shape asked for; a synchronous app is lifted.</summary>
    public static Task<RecordedResponse> RunAsync(GatewayApp app, bool isAsync, Environ? environ = null) =>
        isAsync ? ServeAsync(Lint.Check(app.ToAsync()), environ) : Task.FromResult(Serve(Lint.Check(app), environ));

    /// <summary>Serves an app as a host does, up to the callbacks that wait for the end.</summary>
    public static RecordedResponse Serve(GatewayApp app, Environ? environ = null)
    {
        environ ??= Environ.ForRequest();
        var response = RecordedResponse.Run(app, environ);
        FinishAsync(environ, response.Status).GetAwaiter().GetResult();
        return response;
    }

    public static async Task<RecordedResponse> ServeAsync(AsyncGatewayApp app, Environ? environ = null)
    {
        environ ??= Environ.ForRequest();
        var response = await RecordedResponse.RunAsync(app, environ);
        await FinishAsync(environ, response.Status);
        return response;
    }

    public static async Task FinishAsync(Environ environ, string? status = null)
    {
        foreach (var callback in ((List<Func<Environ, string?, Exception?, ValueTask>>)environ[EnvironKeys.ResponseFinished]!)
            .AsEnumerable().Reverse())
            await callback(environ, status, null);
    }

    public static string ErrorsOf(Environ environ) => environ.Errors.ToString()!;

    /// <summary>The action breaks the rule; the message says so, names the offender, and stands on wsgi.errors as well.</summary>
    public static async Task<LintException> ShouldBreakAsync(string rule, LintSide side, Func<Task> action, Environ? environ = null)
    {
        var error = await Should.ThrowAsync<LintException>(action);
        error.Rule.ShouldBe(rule);
        error.Side.ShouldBe(side);
        error.Message.ShouldContain($" broke the rule {rule}: ");
        error.Message.ShouldStartWith("The ");
        if (environ is not null)
            ErrorsOf(environ).ShouldContain(error.Message);
        return error;
    }

    public static LintException ShouldBreak(string rule, LintSide side, Action action)
    {
        var error = Should.Throw<LintException>(action);
        error.Rule.ShouldBe(rule);
        error.Side.ShouldBe(side);
        return error;
    }
}
