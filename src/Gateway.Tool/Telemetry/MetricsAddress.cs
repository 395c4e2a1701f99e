using Gateway.Tool.Serving;

namespace Gateway.Tool.Telemetry;

/// <summary>The value of <c>--metrics</c>: <c>[HOST:]PORT</c>. Without a host it is the loopback address, because the page tells strangers
/// how busy a server is and what it runs on.</summary>
internal static class MetricsAddress
{
    /// <summary>The port that OpenTelemetry's Prometheus exporters have by convention.</summary>
    private const string DefaultPort = "9464";

    /// <summary>The address to listen at; null where a configuration file has <c>"metrics": false</c>.</summary>
    /// <exception cref="ToolException">The text is not an address.</exception>
    public static Binding? Parse(string? text)
    {
        if (text == "false")
            return null;
        var address = text is null or "" or "true" ? DefaultPort : text;
        if (address.All(char.IsAsciiDigit))
            address = $"127.0.0.1:{address}";
        try
        {
            var colon = address.LastIndexOf(':');
            if (colon > 0 && address[(colon + 1)..] is { Length: > 0 } port && port.All(char.IsAsciiDigit))
                return Binding.Parse($"http://{address}");
        }
        catch (ToolException)
        {
            // The message would name --bind.
        }

        throw new ToolException(
            ExitCode.Usage,
            $"--metrics {text} is not an address; write PORT or HOST:PORT. An app stands in front of --metrics, not after it.");
    }
}
