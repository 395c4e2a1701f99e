namespace Gateway;

/// <summary>The side that broke a rule, seen from the app that is checked.</summary>
public enum LintSide
{
    /// <summary>The caller of the app: the host, or the middleware around it.</summary>
    Host,

    /// <summary>The app that is called, or the middleware that answers for it.</summary>
    App,
}
