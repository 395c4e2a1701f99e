using Gateway.Testing.Tests.Hosts;

namespace Gateway.Testing.Tests.Conformance;

// One line per host reads best as a table.

public sealed class InMemory : HostTests<InMemory>, ISuiteHost
{
    public static HostCapabilities Capabilities => InMemoryConformanceHost.Capabilities;

    public static IConformanceHost Create() => new InMemoryConformanceHost();
}

public sealed class InMemoryBehindMiddleware : HostTests<InMemoryBehindMiddleware>, ISuiteHost
{
    public static HostCapabilities Capabilities => InMemoryConformanceHost.Capabilities;

    public static IConformanceHost Create() => Passing.Through(new InMemoryConformanceHost());
}

public sealed class TestServer : HostTests<TestServer>, ISuiteHost
{
    public static HostCapabilities Capabilities => InProcessHost.Capabilities;

    public static IConformanceHost Create() => new InProcessHost();
}

public sealed class KestrelHttp10 : HostTests<KestrelHttp10>, ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http10Capabilities;

    public static IConformanceHost Create() => new KestrelHost("HTTP/1.0");
}

public sealed class KestrelHttp11 : HostTests<KestrelHttp11>, ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities;

    public static IConformanceHost Create() => new KestrelHost("HTTP/1.1");
}

public sealed class KestrelBehindMiddleware : HostTests<KestrelBehindMiddleware>, ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities;

    public static IConformanceHost Create() => Passing.Through(new KestrelHost("HTTP/1.1"));
}

public sealed class KestrelHttps : HostTests<KestrelHttps>, ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities | HostCapabilities.Tls;

    public static IConformanceHost Create() => new KestrelHost("HTTP/1.1", tls: true);
}

public sealed class KestrelHttp2 : HostTests<KestrelHttp2>, ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http2Capabilities;

    public static IConformanceHost Create() => new KestrelHost("HTTP/2");
}

public sealed class KestrelHttp2OverTls : HostTests<KestrelHttp2OverTls>, ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http2Capabilities | HostCapabilities.Tls;

    public static IConformanceHost Create() => new KestrelHost("HTTP/2", tls: true);
}

/// <summary>The linter sees what the client does as a server, and what the suite's apps do.</summary>
public sealed class InMemoryUnderLint : HostTests<InMemoryUnderLint>, ISuiteHost
{
    public static HostCapabilities Capabilities => InMemoryConformanceHost.Capabilities & ~HostCapabilities.Unlinted;

    public static IConformanceHost Create() => Linted.OnBothSides(new InMemoryConformanceHost());
}

public sealed class KestrelUnderLint : HostTests<KestrelUnderLint>, ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities & ~HostCapabilities.Unlinted;

    public static IConformanceHost Create() => Linted.OnBothSides(new KestrelHost("HTTP/1.1"));
}
