namespace Gateway.Toolkit;

/// <summary>Follows a middleware link by link, down to the app or to something that does not tell what it wraps.</summary>
internal static class MiddlewareChain
{
    public static IReadOnlyList<string> Of(Delegate app)
    {
        var names = new List<string>();
        while (app.Target is IMiddlewareApp watched)
        {
            names.Add(watched.Middleware.GetType().Name);
            app = watched.App;
        }

        names.Add(CodeName.Of(app));
        return names;
    }
}
