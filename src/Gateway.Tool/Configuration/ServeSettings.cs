using System.CommandLine;
using System.Globalization;
using System.Net;
using Gateway.Python;
using Gateway.Tool.Loading;
using Gateway.Tool.Serving;
using Gateway.Tool.Telemetry;

namespace Gateway.Tool.Configuration;

/// <summary>The settings of <c>gateway serve</c>, read from every source.</summary>
internal sealed class ServeSettings
{
    public required NamedApp App { get; init; }

    public required IReadOnlyList<Binding> Bindings { get; init; }

    /// <summary>The permissions of Unix sockets; null for those that the umask leaves.</summary>
    public required UnixFileMode? UnixMode { get; init; }

    public required TlsSettings Tls { get; init; }

    public required bool Http2 { get; init; }

    public required bool Http3 { get; init; }

    public required bool Reload { get; init; }

    public required bool Lint { get; init; }

    public required int WorkersBlocking { get; init; }

    public required int Queue { get; init; }

    public required TimeSpan? Timeout { get; init; }

    public required TimeSpan GracefulTimeout { get; init; }

    public required TimeSpan ShutdownDelay { get; init; }

    /// <summary>The path above <c>/ready</c> and <c>/live</c>; null for none.</summary>
    public required string? Health { get; init; }

    /// <summary>The share of the queue that may be taken while the server is ready, from 0 to 1.</summary>
    public required double ReadyQueueShare { get; init; }

    /// <summary>Where the metrics are served; null for nowhere.</summary>
    public required Binding? Metrics { get; init; }

    public required bool Otlp { get; init; }

    /// <summary>The path of the control socket; null for none.</summary>
    public required string? Control { get; init; }

    public required long? LimitBody { get; init; }

    public required string? Prefix { get; init; }

    public required AccessLogSetting? AccessLog { get; init; }

    /// <summary>The peers whose forwarded headers are believed; null for all of them.</summary>
    public required IReadOnlyList<IPNetwork>? ForwardedAllow { get; init; }

    public required bool ProxyProtocol { get; init; }

    /// <summary>The load balancers whose PROXY headers are read; null for all peers.</summary>
    public required IReadOnlyList<IPNetwork>? ProxyAllow { get; init; }

    public required IReadOnlyList<string> Middleware { get; init; }

    public required int Workers { get; init; }

    public required int Threads { get; init; }

    public required string? VirtualEnvironment { get; init; }

    public required bool Preload { get; init; }

    public required int MaxRequests { get; init; }

    /// <summary>The options for Python apps that were given, by name.</summary>
    public required IReadOnlyList<string> ForPython { get; init; }

    /// <summary>How a Python app is run.</summary>
    public PythonAppOptions Python(ToolConsole console)
    {
        var options = new PythonAppOptions
        {
            Workers = Workers,
            Threads = Threads,
            VirtualEnvironment = VirtualEnvironment,
            Preload = Preload,
            MaxRequests = MaxRequests,
            QueueLimit = Queue,
            ReadyQueueShare = ReadyQueueShare,
            GracefulTimeout = GracefulTimeout,
            Log = entry => console.Note(entry.Worker == 0 ? entry.Message : $"[worker {entry.Worker}] {entry.Message}"),
        };
        if (Timeout is { } timeout)
            options.RequestTimeout = timeout;
        return options;
    }

    /// <exception cref="ToolException">A setting cannot be used; the message names it.</exception>
    public static ServeSettings Read(Command command, ServeOptions options, ParseResult commandLine)
    {
        var sources = new List<ParseResult> { commandLine };
        var configPath = commandLine.GetValue(options.Config) ?? (File.Exists(ConfigFile.DefaultName) ? ConfigFile.DefaultName : null);
        var config = configPath is null ? null : Layers.Parse(command, ConfigFile.Read(configPath, options), configPath);
        if ((commandLine.GetValue(options.EnvFile) ?? config?.GetValue(options.EnvFile)) is { } envFile)
            EnvFile.Load(envFile);
        sources.Add(Layers.Parse(command, FromEnvironment(), "ASPNETCORE_URLS and PORT"));
        if (config is not null)
            sources.Add(config);
        return Read(options, new Layers(sources));
    }

    private static ServeSettings Read(ServeOptions options, Layers layers)
    {
        var (app, member) = layers.Get(options.App, options.Member);
        var bindings = (layers.Get(options.Bind) ?? []).Select(Binding.Parse).ToList();
        if (bindings.Count == 0)
            bindings = SocketActivation.Bindings() is { Count: > 0 } passedOn ? [.. passedOn] : [Binding.Parse("http://localhost:5000")];

        var unixMode = layers.Get(options.UnixMode);
        if (unixMode is not null && !bindings.Exists(binding => binding.UnixPath is not null))
            throw new ToolException(ExitCode.Usage, "--unix-mode is given, but no --bind is unix:PATH.");
        if (unixMode is not null && OperatingSystem.IsWindows())
            throw new ToolException(ExitCode.Usage, "--unix-mode is given, but sockets have no such permissions on Windows.");
        if (layers.Get(options.ProxyProtocol) != layers.Has(options.ProxyAllow))
            throw new ToolException(
                ExitCode.Usage,
                "--proxy-protocol and --proxy-allow belong together: name the networks of the load balancers, or '*' for everybody.");

        var reload = layers.Get(options.Reload);
        var timeout = layers.Get(options.Timeout);
        return new ServeSettings
        {
            App = NamedApp.Parse(app, member),
            Bindings = bindings,
            UnixMode = unixMode,
            Tls = TlsSettings.Read(options, layers, bindings.Exists(binding => binding.IsHttps)),
            Http2 = layers.Get(options.Http2),
            Http3 = layers.Get(options.Http3),
            Reload = reload,
            Lint = layers.Get(options.Lint),
            WorkersBlocking = layers.Get(options.WorkersBlocking),
            Queue = layers.Get(options.Queue),
            Timeout = timeout > 0 ? TimeSpan.FromSeconds(timeout) : null,
            GracefulTimeout = TimeSpan.FromSeconds(layers.Get(options.GracefulTimeout)),
            ShutdownDelay = TimeSpan.FromSeconds(layers.Get(options.ShutdownDelay)),
            Health = ParsePath("--health", layers.Get(options.Health), "/healthz"),
            ReadyQueueShare = layers.Get(options.ReadyQueue) / 100.0,
            Metrics = layers.Has(options.Metrics) ? MetricsAddress.Parse(layers.Get(options.Metrics)) : null,
            Otlp = layers.Get(options.Otlp),
            Control = layers.Get(options.Control) is { Length: > 0 } control ? Path.GetFullPath(control) : null,
            LimitBody = layers.Get(options.LimitBody).Bytes,
            Prefix = ParsePath("--prefix", layers.Get(options.Prefix), "/shop"),
            AccessLog = (layers.Get(options.AccessLog) ?? (reload ? "-" : null)) is { } accessLog ? new AccessLogSetting(accessLog) : null,
            ForwardedAllow = ParseNetworks("--forwarded-allow", layers.Get(options.ForwardedAllow) ?? []),
            ProxyProtocol = layers.Get(options.ProxyProtocol),
            ProxyAllow = ParseNetworks("--proxy-allow", layers.Get(options.ProxyAllow) ?? []),
            Middleware = layers.Get(options.Middleware) ?? [],
            Workers = layers.Get(options.Workers),
            Threads = layers.Get(options.Threads),
            VirtualEnvironment = layers.Get(options.VirtualEnvironment),
            Preload = layers.Get(options.Preload),
            MaxRequests = layers.Get(options.MaxRequests),
            ForPython = [.. options.ForPython.Where(layers.Has).Select(option => option.Name)],
        };
    }

    private static List<string> FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is { Length: > 0 } urls)
            return [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(url => $"--bind={url}")];
        if (Environment.GetEnvironmentVariable("PORT") is not { Length: > 0 } port)
            return [];
        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? [$"--bind=http://*:{port}"]
            : throw new ToolException(ExitCode.Usage, $"The environment variable PORT is '{port}'; it must be a port number.");
    }

    private static string? ParsePath(string option, string? path, string example)
    {
        if (path is null || path.TrimEnd('/').Length == 0)
            return null;
        if (!path.StartsWith('/') || path.AsSpan().IndexOfAny('?', '#', '%') >= 0)
            throw new ToolException(
                ExitCode.Usage, $"{option} {path} is not a path; write it decoded and with a slash in front, like {example}.");
        return path.TrimEnd('/');
    }

    private static List<IPNetwork>? ParseNetworks(string option, string[] texts) =>
        texts.Contains("*") ? null : [.. texts.Select(text => ParseNetwork(option, text))];

    private static IPNetwork ParseNetwork(string option, string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new ToolException(
                ExitCode.Usage, $"{option} {text} is neither an address, nor a network like 10.0.0.0/8, nor '*'.");
    }
}
