using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Endurance;

/// <summary>Bodies pass through host and worker without being collected.</summary>
[Requires(Support.Python.Program)]
public sealed class MemoryTests
{
    // ReadAhead, WriteBehind, and what garbage collection has not got to yet.
    private const long Growth = 64 << 20;

    private static readonly int Megabytes = Length.Of(usual: 150, whole: 400);

    [RequiringFact]
    public async Task Memory_stays_flat_while_a_large_body_goes_up()
    {
        using var host = await HostProcess.StartAsync();
        using var client = KestrelHost.Client(host.Url);
        (await UploadAsync(client, megabytes: 10)).ShouldBe("10485760");
        var before = (Processes.PeakMemory(host.Id), Processes.PeakMemory(host.Worker));
        (await UploadAsync(client, Megabytes)).ShouldBe($"{(long)Megabytes << 20}");
        Compare(host, before);
    }

    [RequiringFact]
    public async Task Memory_stays_flat_while_a_large_body_comes_down()
    {
        using var host = await HostProcess.StartAsync();
        using var client = KestrelHost.Client(host.Url);
        (await DownloadAsync(client, megabytes: 10)).ShouldBe(10 << 20);
        var before = (Processes.PeakMemory(host.Id), Processes.PeakMemory(host.Worker));
        (await DownloadAsync(client, Megabytes)).ShouldBe((long)Megabytes << 20);
        Compare(host, before);
    }

    private static void Compare(HostProcess host, (long Host, long Worker) before)
    {
        (Processes.PeakMemory(host.Id) - before.Host).ShouldBeLessThan(Growth);
        (Processes.PeakMemory(host.Worker) - before.Worker).ShouldBeLessThan(Growth);
    }

    private static async Task<string> UploadAsync(HttpClient client, int megabytes)
    {
        using var body = new RepeatedContent(megabytes);
        using var response = await client.PostAsync(new Uri("/count_bytes", UriKind.Relative), body);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<long> DownloadAsync(HttpClient client, int megabytes)
    {
        await using var body = await client.GetStreamAsync(new Uri($"/many_bytes?{megabytes * 16}", UriKind.Relative));
        var buffer = new byte[65536];
        var total = 0L;
        while (await body.ReadAsync(buffer) is > 0 and var read)
            total += read;
        return total;
    }

    private sealed class RepeatedContent(int megabytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var block = new byte[1 << 20];
            for (var index = 0; index < megabytes; index++)
                await stream.WriteAsync(block);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)megabytes << 20;
            return true;
        }
    }
}
