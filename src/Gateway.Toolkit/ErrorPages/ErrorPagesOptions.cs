namespace Gateway.Toolkit;

/// <summary>Options of <see cref="ErrorPages"/>.</summary>
public sealed class ErrorPagesOptions
{
    /// <summary>Whether a failure is shown with all that is known of it: the exception, source lines, the environ. For development only.
    /// Default: false.</summary>
    public bool ShowDetails { get; set; }

    /// <summary>Whether failures are written to <c>wsgi.errors</c>; the host does not hear of one that has been answered. Default:
    /// true.</summary>
    public bool WriteErrors { get; set; } = true;

    /// <summary>Changes or replaces an answer before it is sent: for a page of one's own. Default: leaves it as it is.</summary>
    public Func<Environ, Exception, Response, Response> Customize { get; set; } = static (_, _, response) => response;
}
