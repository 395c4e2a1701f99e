namespace Gateway.Hosting;

/// <summary>Names the middleware of an app from the outside in, and then the app.</summary>
internal static class MiddlewareChain
{
    public static IReadOnlyList<string> Of(Delegate app)
    {
        var names = new List<string>();
        while (app.Target is IMiddlewareLink link)
        {
            names.Add(link.MiddlewareName);
            app = link.App;
        }

        names.Add(DelegateName.Of(app));
        return names;
    }
}
