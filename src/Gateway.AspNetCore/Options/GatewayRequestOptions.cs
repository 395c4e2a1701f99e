using Gateway.Hosting;

namespace Gateway.AspNetCore;

/// <summary>How requests become environs. Configuration: <c>Gateway:Requests</c>.</summary>
public sealed class GatewayRequestOptions
{
    /// <summary>How request headers are treated whose name could pass for another's in the environ, like <c>X_Auth_User</c>.
    /// Default: <see cref="HeaderNamePolicy.Drop"/>.</summary>
    public HeaderNamePolicy HeaderNames { get; set; }

    /// <summary>How <c>PATH_INFO</c> is decoded. Default: <see cref="PathDecoding.AspNetCore"/>.</summary>
    public PathDecoding PathDecoding { get; set; }

    internal GatewayRequestOptions Clone() => (GatewayRequestOptions)MemberwiseClone();

    internal void Validate()
    {
        if (!Enum.IsDefined(HeaderNames))
            throw new ArgumentException($"GatewayOptions.Requests.HeaderNames is {(int)HeaderNames}; it must be Drop, Refuse or Allow.");
        if (!Enum.IsDefined(PathDecoding))
            throw new ArgumentException($"GatewayOptions.Requests.PathDecoding is {(int)PathDecoding}; it must be AspNetCore or Cgi.");
    }
}
