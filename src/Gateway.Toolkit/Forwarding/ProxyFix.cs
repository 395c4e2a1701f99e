using System.Net;

namespace Gateway.Toolkit;

/// <summary>Puts right what a request looks like behind a reverse proxy: the client's address, the scheme, the host, the port and the
/// prefix.</summary>
/// <remarks>
/// <para>Entries are taken from the right, where the nearest proxy wrote: each is believed only if whoever sent it is trusted. What is not
/// believed is taken out of the environ, so that nothing behind this middleware can believe it either; it still stands in
/// <c>gateway.raw_headers</c>. What was there before stands under <see cref="OriginalKey"/>.</para>
/// <para>It sets <c>REMOTE_ADDR</c>, <c>REMOTE_PORT</c>, <c>wsgi.url_scheme</c>, <c>HTTPS</c>, <c>HTTP_HOST</c>, <c>SERVER_NAME</c>,
/// <c>SERVER_PORT</c> and <c>SCRIPT_NAME</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// app = app.Use(new ProxyFix(options =&gt; options.TrustedNetworks.Add(IPNetwork.Parse("10.0.0.0/8"))));
/// </code>
/// </example>
public sealed class ProxyFix : Middleware
{
    /// <summary>The environ key of the entries as they were before, an <c>IReadOnlyDictionary&lt;string, object?&gt;</c>: an entry that
    /// was not there is null. Absent where nothing was believed.</summary>
    public const string OriginalKey = "toolkit.proxy_fix.original";

    private readonly ProxyFixOptions _options;

    /// <summary>Creates the middleware.</summary>
    /// <param name="configure">Changes the defaults: a proxy on this machine, believed for the client's address and the scheme.</param>
    /// <exception cref="ArgumentException">The options do not go together; the message names the culprit.</exception>
    public ProxyFix(Action<ProxyFixOptions>? configure = null)
    {
        _options = new ProxyFixOptions();
        configure?.Invoke(_options);
        _options.Validate();
    }

    /// <inheritdoc/>
    protected override MiddlewareCall? Begin(Environ environ)
    {
        var peer = ForwardedValues.Address(environ.RemoteAddr);
        if (!_options.Trusts(peer) || (peer is null && environ.RemoteAddr is not null))
        {
            ForwardedEntries.Strip(environ);
            return null;
        }

        try
        {
            var hops = _options.UseForwarded
                ? ForwardedEntries.OfForwarded(environ, _options)
                : ForwardedEntries.OfXForwarded(environ, _options);
            ForwardedEntries.Strip(environ);
            if (Believed(hops) is { Count: > 0 } believed)
                new ProxyFixup(environ, _options).Apply(believed);
            return null;
        }
        catch (FormatException error)
        {
            ForwardedEntries.Strip(environ);
            return _options.IgnoreMalformed ? null : Answer(environ, Response.Text(error.Message + "\n", (int)HttpStatusCode.BadRequest));
        }
    }

    /// <summary>The hops that are vouched for, the nearest first: each by the one before it, the first by the peer, which is
    /// trusted.</summary>
    private List<ForwardedHop> Believed(IEnumerable<ForwardedHop> hops)
    {
        var believed = new List<ForwardedHop>();
        foreach (var hop in hops.Take(_options.MaxHops))
        {
            believed.Add(hop);
            // A hop that does not say where it came from ends the chain, unless only the number counts. What is left of the end is not
            // even read.
            if (!_options.TrustAnyPeer && (hop.For?.Address is not { } address || !_options.Trusts(address)))
                break;
        }

        return believed;
    }
}
