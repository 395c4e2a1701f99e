namespace Gateway;

/// <content>Names the app inside the linter's wrapper.</content>
internal static partial class DelegateName
{
    static partial void UnwrapOwn(ref Delegate app) => app = app.Target switch
    {
        CheckedApp inner => inner.App,
        CheckedAsyncApp inner => inner.App,
        _ => app,
    };
}
