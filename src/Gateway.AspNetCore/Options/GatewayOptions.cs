using Microsoft.Extensions.Configuration;

namespace Gateway.AspNetCore;

/// <summary>How one app is hosted. <c>AddGateway</c> sets defaults for all apps;
/// <c>UseGatewayApp</c> and <c>MapGatewayApp</c> change them for one.</summary>
/// <example>
/// In <c>appsettings.json</c>, read by <c>builder.Services.AddGateway(builder.Configuration.GetSection("Gateway"))</c>:
/// <code>
/// { "Gateway": { "Requests": { "HeaderNames": "Refuse" }, "Execution": { "MaxBlockingThreads": 32 }, "Timeouts": { "Request":
/// "00:00:30" } } }
/// </code>
/// </example>
public sealed class GatewayOptions
{
    /// <summary>Entries added to every environ: a deployer's configuration for the app.
    /// Keys that belong to the request (<c>REQUEST_METHOD</c>,
    /// <c>REMOTE_USER</c>, <c>HTTP_*</c>, ...) are the request's alone, whether or not it has them:
    /// such entries are omitted, with a warning at start.</summary>
    public IDictionary<string, object?> Environ { get; private init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>How requests become environs.</summary>
    public GatewayRequestOptions Requests { get; private init; } = new();

    /// <summary>Where and how often at a time the app is called.</summary>
    public GatewayExecutionOptions Execution { get; private init; } = new();

    /// <summary>How long things may take.</summary>
    public GatewayTimeoutOptions Timeouts { get; private init; } = new();

    internal GatewayOptions Clone() => new()
    {
        Environ = new Dictionary<string, object?>(Environ, StringComparer.Ordinal),
        Requests = Requests.Clone(),
        Execution = Execution.Clone(),
        Timeouts = Timeouts.Clone(),
    };

    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    internal void Validate()
    {
        Requests.Validate();
        Execution.Validate();
        Timeouts.Validate();
    }

    /// <summary>Reads a configuration section. Every key must be that of an option, so that a misspelt one does not pass in
    /// silence.</summary>
    /// <exception cref="ArgumentException">A key is not an option; the message names it.</exception>
    /// <exception cref="InvalidOperationException">A value cannot be read; the message names it.</exception>
    internal void Read(IConfiguration section)
    {
        foreach (var child in section.GetChildren())
        {
            if (child.Key.Equals(nameof(Environ), StringComparison.OrdinalIgnoreCase))
                ReadEnviron(child);
            else if (child.Key.Equals(nameof(Requests), StringComparison.OrdinalIgnoreCase))
                child.Bind(Requests, Strictly);
            else if (child.Key.Equals(nameof(Execution), StringComparison.OrdinalIgnoreCase))
                child.Bind(Execution, Strictly);
            else if (child.Key.Equals(nameof(Timeouts), StringComparison.OrdinalIgnoreCase))
                child.Bind(Timeouts, Strictly);
            else
                throw new ArgumentException(
                    $"The configuration key {child.Path} is not an option; use Environ, Requests, Execution or Timeouts.");
        }
    }

    private static void Strictly(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;

    private void ReadEnviron(IConfigurationSection section)
    {
        foreach (var entry in section.GetChildren())
            Environ[entry.Key] = entry.Value;
    }
}
