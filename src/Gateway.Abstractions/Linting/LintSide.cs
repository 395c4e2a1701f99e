namespace Gateway;

/// <summary>Who broke a rule, seen from the app that is checked.</summary>
public enum LintSide
{
    /// <summary>What calls the app: the host, or the middleware around it.</summary>
    Host,

    /// <summary>What is called: the app, or the middleware that answers for it.</summary>
    App,
}
