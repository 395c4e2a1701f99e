namespace Gateway.AspNetCore;

/// <summary>How one app is hosted. Defaults for all apps are set by <c>AddGateway</c>; <c>UseGatewayApp</c> and <c>MapGatewayApp</c> change them for one.</summary>
public sealed class GatewayOptions
{
    /// <summary>Entries added to every environ: a deployer's configuration for the app. Keys that belong to the request (<c>REQUEST_METHOD</c>, <c>REMOTE_USER</c>,
    /// <c>HTTP_*</c>, ...) are the request's alone, whether or not it has them: such entries are left out, with a warning at start.</summary>
    public IDictionary<string, object?> Environ { get; private init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>What happens to request headers whose name could pass for another's in the environ, like <c>X_Auth_User</c>. Default: <see cref="HeaderNamePolicy.Drop"/>.</summary>
    public HeaderNamePolicy HeaderNames { get; set; }

    /// <summary>How <c>PATH_INFO</c> is decoded. Default: <see cref="PathDecoding.AspNetCore"/>.</summary>
    public PathDecoding PathDecoding { get; set; }

    /// <summary>The value of <c>wsgi.multiprocess</c>: set it where sibling processes serve the same app. Default: false.</summary>
    public bool MultiProcess { get; set; }

    internal GatewayOptions Clone() => new()
    {
        Environ = new Dictionary<string, object?>(Environ, StringComparer.Ordinal),
        HeaderNames = HeaderNames,
        PathDecoding = PathDecoding,
        MultiProcess = MultiProcess,
    };

    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    internal void Validate()
    {
        if (!Enum.IsDefined(HeaderNames))
            throw new ArgumentException($"GatewayOptions.HeaderNames is {(int)HeaderNames}; it must be Drop, Refuse or Allow.");
        if (!Enum.IsDefined(PathDecoding))
            throw new ArgumentException($"GatewayOptions.PathDecoding is {(int)PathDecoding}; it must be AspNetCore or Cgi.");
    }
}
