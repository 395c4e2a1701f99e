using System.Diagnostics;
using System.Net;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Streaming;

/// <summary>A transfer, repeated.</summary>
/// <param name="Group">What is transferred.</param>
/// <param name="Name">By what.</param>
/// <param name="Kind">Whose it is.</param>
/// <param name="Target">The path and query.</param>
/// <param name="Bytes">How many bytes one transfer has.</param>
/// <param name="IsUpload">Whether the client sends them.</param>
internal sealed record StreamVariant(string Group, string Name, BarKind Kind, string Target, long Bytes, bool IsUpload = false)
{
    public Samples MegabytesPerSecond { get; } = new();

    /// <summary>The server's CPU time for a megabyte, in microseconds.</summary>
    public Samples Cpu { get; } = new();

    /// <summary>Takes one sample: as many transfers as fit, over one connection.</summary>
    public async Task MeasureAsync(HttpClient client, ServerProcess server, TimeSpan time, bool counts)
    {
        var spent = ProcessFigures.CpuMicroseconds(server.Id);
        var started = Stopwatch.GetTimestamp();
        var transfers = 0;
        do
        {
            await TransferAsync(client, server);
            transfers++;
        }
        while (Stopwatch.GetElapsedTime(started) < time);

        if (!counts)
            return;
        var megabytes = transfers * Bytes / 1e6;
        MegabytesPerSecond.Add(megabytes / Stopwatch.GetElapsedTime(started).TotalSeconds);
        Cpu.Add((ProcessFigures.CpuMicroseconds(server.Id) - spent) / megabytes);
    }

    private async Task TransferAsync(HttpClient client, ServerProcess server)
    {
        using var request = new HttpRequestMessage(IsUpload ? HttpMethod.Post : HttpMethod.Get, new Uri(server.Http, Target));
        if (IsUpload)
            request.Content = new Zeros(Bytes);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (IsUpload)
        {
            if (await response.Content.ReadAsStringAsync() is var text && text != $"{Bytes}")
                throw new InvalidOperationException($"{Target} answered '{text}' to an upload of {Bytes} bytes.");
            return;
        }

        var received = await Zeros.CountAsync(await response.Content.ReadAsStreamAsync());
        if (response.StatusCode != HttpStatusCode.OK || received != Bytes)
            throw new InvalidOperationException($"{Target} answered {(int)response.StatusCode} with {received} bytes; expected {Bytes}.");
    }
}
