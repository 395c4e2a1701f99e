using System.CommandLine;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Tool.Configuration;

/// <summary>The options of <c>gateway serve</c>. The configuration file has the same names, without the dashes.</summary>
internal sealed class ServeOptions
{
    public Argument<string?> App { get; } = new("app")
    {
        Arity = ArgumentArity.ZeroOrOne, Description = "An assembly (./bin/MyApp.dll), a single C# file (app.cs), or a project "
            + "[default: the only one in this folder]",
    };

    public Argument<string?> Member { get; } = new("member")
    {
        Arity = ArgumentArity.ZeroOrOne, Description = "The app in it, Type:Member. Not needed where there is only one",
    };

    public Option<string[]> Bind { get; } = Many(
        "--bind", "url",
        "Where to listen; may be repeated. HOST:PORT, https://HOST:PORT, unix:PATH, fd://N [default: http://localhost:5000]", "-b");

    public Option<UnixFileMode?> UnixMode { get; } = new("--unix-mode")
    {
        HelpName = "mode",
        Description = "The permissions of unix: sockets in octal, like 660 [default: those that the umask leaves]",
        CustomParser = SocketMode.Parse,
    };

    public Option<string[]> CertFile { get; } = Many(
        "--certfile", "path",
        "A certificate for https://, PEM, with the chain; may be repeated, one for each name. Without any, one for development is made");

    public Option<string[]> KeyFile { get; } = Many(
        "--keyfile", "path", "Its private key, PEM, where the certificate's file does not hold it; as often as --certfile");

    public Option<ClientCertificateMode?> ClientCertificates { get; } = new("--client-certificates")
    {
        HelpName = "mode",
        Description = "Ask clients for a certificate: 'request', or 'require' to refuse those without; needs --ca-certs",
        CustomParser = TlsSettings.ParseMode,
    };

    public Option<string?> AuthorityCertificates { get; } = Text(
        "--ca-certs", "path", "The authorities that clients' certificates must come from, PEM");

    public Option<bool> Http2 { get; } =
        new("--http2") { Description = "HTTP/2 without TLS, by prior knowledge, and nothing else there. https:// has HTTP/2 without this" };

    public Option<bool> Http3 { get; } = new("--http3") { Description = "HTTP/3 on https:// as well, where the platform has QUIC" };

    public Option<bool> Reload { get; } =
        new("--reload") { Description = "Watch the app, rebuild it, and serve the new version; for development" };

    public Option<int> WorkersBlocking { get; } = Number(
        "--workers-blocking", "n", 64, 1, "How many threads a synchronous app that blocks may occupy");

    public Option<int> Queue { get; } = Number(
        "--queue", "n", 1000, 0, "How many requests may wait for such a thread; more are answered 503");

    public Option<double> Timeout { get; } = Seconds("--timeout", 0, "How long a request may take; 0 is without a limit");

    public Option<double> GracefulTimeout { get; } = Seconds(
        "--graceful-timeout", 30, "How long requests under way may take once the server stops");

    public Option<double> ShutdownDelay { get; } = Seconds(
        "--shutdown-delay", 0, "How long the server goes on listening after it is told to stop, until no more is sent to it");

    public Option<string?> Health { get; } = Text(
        "--health", "path", "Serve health below this path: PATH/ready and PATH/live");

    public Option<int> ReadyQueue { get; } = Percent(
        "--ready-queue", 80, "How full the queue may be while PATH/ready is 200; 100 is without a limit");

    public Option<string?> Metrics { get; } = new("--metrics")
    {
        HelpName = "address",
        Description = "Serve metrics for Prometheus at http://ADDRESS/metrics; PORT or HOST:PORT [without one: 127.0.0.1:9464]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<bool> Otlp { get; } = new("--otlp")
    {
        Description = "Send metrics and traces to an OpenTelemetry collector, which the variables OTEL_* describe",
    };

    public Option<string?> Control { get; } = Text(
        "--control", "path", "A Unix socket, open to its owner only, for 'gateway ctl'");

    public Option<ByteSize> LimitBody { get; } = new("--limit-body")
    {
        HelpName = "size",
        Description = "The largest request body, in bytes or with K, M or G; 'none' is without a limit",
        DefaultValueFactory = _ => new ByteSize(30_000_000),
        CustomParser = ByteSize.Parse,
    };

    public Option<string?> Prefix { get; } = Text(
        "--prefix", "path", "The path the app is under (SCRIPT_NAME); anything else is answered 404");

    public Option<string?> AccessLog { get; } = Text(
        "--access-log", "to", "A line per request: '-' to standard output, 'json' to it as JSON, or to a file: PATH, json:PATH");

    public Option<string[]> ForwardedAllow { get; } = Many(
        "--forwarded-allow", "ip",
        "Whose X-Forwarded-* headers are believed: an address, a network (10.0.0.0/8), or '*' for everybody's; may be repeated");

    public Option<bool> ProxyProtocol { get; } = new("--proxy-protocol")
    {
        Description = "Load balancers begin each connection with a PROXY header (v1 or v2); needs --proxy-allow",
    };

    public Option<string[]> ProxyAllow { get; } = Many(
        "--proxy-allow", "ip",
        "Whose PROXY headers are read: an address, a network (10.0.0.0/8), or '*' for everybody's; may be repeated");

    public Option<string?> EnvFile { get; } = Text(
        "--env-file", "path", "Environment variables, NAME=value line by line; those that are set already stay");

    public Option<string?> Config { get; } = Text(
        "--config", "path", "A JSON file with these options [default: gateway.json, if it is there]");

    public Option<bool> Lint { get; } = new("--lint") { Description = "Check the app against the contract at every request" };

    public Option<string[]> Middleware { get; } = Many(
        "--middleware", "type:member", "Middleware around the app; may be repeated, the first is outermost");

    public Option<int> Workers { get; } = Number("--workers", "n", 2, 1, "How many processes run a Python app", "-w");

    public Option<int> Threads { get; } = Number("--threads", "n", 1, 1, "How many requests each of them serves at the same time");

    public Option<string?> VirtualEnvironment { get; } = Text(
        "--venv", "path", "The virtual environment of a Python app [default: VIRTUAL_ENV]");

    public Option<bool> Preload { get; } = new("--preload") { Description = "Import a Python app once, and fork its workers from there" };

    public Option<int> MaxRequests { get; } = Number(
        "--max-requests", "n", 0, 0, "After how many requests a Python worker is replaced; 0 is never");

    public IEnumerable<Argument> Arguments => [App, Member];

    /// <summary>The options that a .NET app has no use for.</summary>
    public IEnumerable<Option> ForPython => [Workers, Threads, VirtualEnvironment, Preload, MaxRequests];

    public IEnumerable<Option> All =>
    [
        Bind, UnixMode, CertFile, KeyFile, ClientCertificates, AuthorityCertificates, Http2, Http3, Reload, WorkersBlocking, Queue,
        Timeout, GracefulTimeout, ShutdownDelay, Health, ReadyQueue, Metrics, Otlp, Control, LimitBody, Prefix, AccessLog, ForwardedAllow,
        ProxyProtocol, ProxyAllow, EnvFile, Config, Lint, Middleware, .. ForPython,
    ];

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static Option<string[]> Many(string name, string helpName, string description, params string[] aliases) =>
        new(name, aliases)
        {
            HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
        };

    private static Option<int> Number(
        string name, string helpName, int defaultValue, int minimum, string description, params string[] aliases)
    {
        var option = new Option<int>(name, aliases)
        {
            HelpName = helpName, Description = description, DefaultValueFactory = _ => defaultValue,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value < minimum)
                result.AddError($"{name} is {value}; it must be at least {minimum}.");
        });
        return option;
    }

    private static Option<int> Percent(string name, int defaultValue, string description)
    {
        var option = Number(name, "percent", defaultValue, 0, description);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value > 100)
                result.AddError($"{name} is {value}; it must be at most 100.");
        });
        return option;
    }

    private static Option<double> Seconds(string name, double defaultValue, string description)
    {
        var option = new Option<double>(name) { HelpName = "seconds", Description = description, DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            // A day is more than any request needs, and less than any timer takes.
            if (result.Tokens is [var token] && double.TryParse(token.Value, out var value) && value is not (>= 0 and <= 86_400))
                result.AddError($"{name} is {token.Value}; it must be between 0 and 86400 seconds.");
        });
        return option;
    }
}
