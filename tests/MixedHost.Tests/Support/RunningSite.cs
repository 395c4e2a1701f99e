using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MixedHost.Tests;

/// <summary>The sample, as it is, on a real Kestrel: one port without TLS and one with it.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly ListenOptions _plain;
    private readonly ListenOptions _tls;

    private RunningSite(WebApplication site, LogSink log, ListenOptions plain, ListenOptions tls) =>
        (_site, Log, _plain, _tls) = (site, log, plain, tls);

    public LogSink Log { get; }

    public int Port => _plain.IPEndPoint!.Port;

    public int TlsPort => _tls.IPEndPoint!.Port;

    /// <summary>How often an app was called at this path, up to now. An app's line is there before its answer is.</summary>
    public int Calls(string path) =>
        Log.Records.Count(
            record => record.Message.StartsWith("Called: ", StringComparison.Ordinal)
                && record.Message.EndsWith(" " + path, StringComparison.Ordinal));

    public static async Task<RunningSite> StartAsync(params (string Key, string Value)[] settings)
    {
        var log = new LogSink();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Site).Assembly.GetName().Name,
            ContentRootPath = Repository.PathOf("samples/MixedHost"),
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(
            [new("ApiKeys:alice", "wonderland"),
                .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))]);
        builder.Logging.ClearProviders().AddProvider(log);

        ListenOptions? plain = null, tls = null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => plain = listen);
            kestrel.Listen(IPAddress.Loopback, 0, listen => (tls = listen).UseHttps(TestCertificate.Server));
        });

        var site = Site.Build(builder);
        await site.StartAsync();
        return new RunningSite(site, log, plain!, tls!);
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(new IPEndPoint(IPAddress.Loopback, Port));

    public Task<RawConnection> ConnectTlsAsync() =>
        RawConnection.OpenTlsAsync(new IPEndPoint(IPAddress.Loopback, TlsPort), certificate: null);

    /// <summary>One GET on a connection of its own.</summary>
    public async Task<RawResponse> GetAsync(string target, params string[] headers)
    {
        await using var connection = await ConnectAsync();
        return await connection.GetAsync(target, headers);
    }

    /// <summary>One GET over TLS on a connection of its own.</summary>
    public async Task<RawResponse> GetTlsAsync(string target, params string[] headers)
    {
        await using var connection = await ConnectTlsAsync();
        return await connection.GetAsync(target, headers);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.StopAsync();
        await _site.DisposeAsync();
    }
}

internal static class RawConnectionExtensions
{
    public static Task SendChunkAsync(this RawConnection connection, string text) =>
        connection.SendAsync($"{Encoding.UTF8.GetByteCount(text):x}", text, "");
}
