namespace Gateway.Toolkit.Tests;

/// <summary>A router behind a client, under the linter, in one shape or the other.</summary>
internal static class Served
{
    public static GatewayClient By(Router router, bool isAsync = true) =>
        isAsync ? new(router.ToApp().Use(Lint.Check)) : new(router.ToSyncApp().Use(Lint.Check));

    public static async Task<string> Get(this Router router, string target)
    {
        var response = await By(router).Get(target);
        return response.StatusCode == 200 ? response.Text : response.Status;
    }
}
