using System.Globalization;
using System.Net;
using JsonApi;

namespace Production;

/// <summary>The settings of the site. A value that makes no sense fails at start, with a message that names it.</summary>
internal sealed class SiteSettings
{
    /// <exception cref="FormatException">A setting is not valid.</exception>
    public SiteSettings(IConfiguration configuration)
    {
        Proxies = TrustedProxy.ParseNetworks(configuration["Proxy:Trusted"]);
        var requests = configuration["RateLimit:Requests"] ?? "100";
        RequestsPerWindow = int.TryParse(requests, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"RateLimit:Requests is '{requests}'; it must be a whole number from 1 on.");
        var window = configuration["RateLimit:Window"] ?? "00:00:10";
        Window = TimeSpan.TryParse(window, CultureInfo.InvariantCulture, out var time) && time.TotalSeconds >= 1 && time.TotalDays <= 1
            ? time
            : throw new FormatException($"RateLimit:Window is '{window}'; it must be a time like 00:00:10, from a second to a day.");
    }

    /// <summary>The networks of the proxies in front, beside the loopback networks.</summary>
    public IReadOnlyCollection<IPNetwork> Proxies { get; }

    /// <summary>The number of requests that a client may send in a window, to all instances together.</summary>
    public int RequestsPerWindow { get; }

    /// <summary>The length of a window. It begins with a client's first request.</summary>
    public TimeSpan Window { get; }
}
