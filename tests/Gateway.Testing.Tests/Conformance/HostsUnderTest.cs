using Gateway.Testing.Tests.Hosts;
using Xunit.Abstractions;

namespace Gateway.Testing.Tests.Conformance;

// One line per host reads best as a table.

public sealed class InMemory(ITestOutputHelper output) : HostTests<InMemory>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => InMemoryConformanceHost.Capabilities;

    public static IConformanceHost Create() => new InMemoryConformanceHost();
}

public sealed class InMemoryBehindMiddleware(ITestOutputHelper output) : HostTests<InMemoryBehindMiddleware>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => InMemoryConformanceHost.Capabilities;

    public static IConformanceHost Create() => Passing.Through(new InMemoryConformanceHost());
}

public sealed class TestServer(ITestOutputHelper output) : HostTests<TestServer>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => InProcessHost.Capabilities;

    public static IConformanceHost Create() => new InProcessHost();
}

public sealed class KestrelHttp10(ITestOutputHelper output) : HostTests<KestrelHttp10>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http10Capabilities;

    public static IConformanceHost Create() => new KestrelHost("HTTP/1.0");
}

public sealed class KestrelHttp11(ITestOutputHelper output) : HostTests<KestrelHttp11>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities;

    public static IConformanceHost Create() => new KestrelHost("HTTP/1.1");
}

public sealed class KestrelBehindMiddleware(ITestOutputHelper output) : HostTests<KestrelBehindMiddleware>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities;

    public static IConformanceHost Create() => Passing.Through(new KestrelHost("HTTP/1.1"));
}

public sealed class KestrelHttps(ITestOutputHelper output) : HostTests<KestrelHttps>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities | HostCapabilities.Tls;

    public static IConformanceHost Create() => new KestrelHost("HTTP/1.1", tls: true);
}

public sealed class KestrelHttp2(ITestOutputHelper output) : HostTests<KestrelHttp2>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http2Capabilities;

    public static IConformanceHost Create() => new KestrelHost("HTTP/2");
}

public sealed class KestrelHttp2OverTls(ITestOutputHelper output) : HostTests<KestrelHttp2OverTls>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http2Capabilities | HostCapabilities.Tls;

    public static IConformanceHost Create() => new KestrelHost("HTTP/2", tls: true);
}

/// <summary>The linter sees what the client does as a server, and what the suite's apps do.</summary>
public sealed class InMemoryUnderLint(ITestOutputHelper output) : HostTests<InMemoryUnderLint>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => InMemoryConformanceHost.Capabilities & ~HostCapabilities.Unlinted;

    public static IConformanceHost Create() => Linted.OnBothSides(new InMemoryConformanceHost());
}

public sealed class KestrelUnderLint(ITestOutputHelper output) : HostTests<KestrelUnderLint>(output), ISuiteHost
{
    public static HostCapabilities Capabilities => KestrelHost.Http11Capabilities & ~HostCapabilities.Unlinted;

    public static IConformanceHost Create() => Linted.OnBothSides(new KestrelHost("HTTP/1.1"));
}
