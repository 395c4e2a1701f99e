using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Startup;

/// <summary>A published hello world, started again and again.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Kind">Whose it is.</param>
/// <param name="Folder">Where it was published to.</param>
internal sealed record StartupVariant(string Name, BarKind Kind, string Folder)
{
    private const string Expected = "Hello World!";
    private const int FurtherRequests = 1000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] s_request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();

    /// <summary>From the start of the process to the end of its first answer.</summary>
    public Samples FirstAnswerMilliseconds { get; } = new();

    public Samples FirstMegabytes { get; } = new();

    /// <summary>Memory after some more requests.</summary>
    public Samples LaterMegabytes { get; } = new();

    /// <summary>What has to be deployed, symbols and documentation apart, in megabytes.</summary>
    public double SizeMegabytes => new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => file.Extension is not (".pdb" or ".dbg" or ".xml")).Sum(file => file.Length) / 1e6;

    public async Task MeasureAsync()
    {
        var port = FreePort.Find();
        var start = new ProcessStartInfo(
            Path.Combine(Folder, "HelloWorld")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            // Both are read all the time: a server whose line per request nobody takes stands still when the pipe is full.
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            var lastError = "";
            process.ErrorDataReceived += (_, line) => lastError = line.Data ?? lastError;
            process.BeginErrorReadLine();
            using var socket = await ConnectAsync(process, port, started, () => lastError);
            await AskAsync(socket);
            FirstAnswerMilliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            FirstMegabytes.Add(ProcessFigures.ResidentBytes(process.Id) / 1e6);
            for (var request = 0; request < FurtherRequests; request++)
                await AskAsync(socket);
            LaterMegabytes.Add(ProcessFigures.ResidentBytes(process.Id) / 1e6);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private async Task<Socket> ConnectAsync(Process process, int port, long started, Func<string> lastError)
    {
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return socket;
            }
            catch (SocketException) when (!process.HasExited && Stopwatch.GetElapsedTime(started) < s_patience)
            {
                socket.Dispose();
                await Task.Delay(1);
            }
            catch (SocketException)
            {
                socket.Dispose();
                throw new InvalidOperationException($"'{Name}' does not listen: {lastError()}");
            }
        }
    }

    private async Task AskAsync(Socket socket)
    {
        await socket.SendAsync(s_request);
        var buffer = new byte[4096];
        var filled = 0;
        while (!Encoding.ASCII.GetString(buffer, 0, filled).TrimEnd().EndsWith(Expected, StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            filled += read;
            if (read == 0 || filled == buffer.Length)
                throw new InvalidOperationException($"'{Name}' answered: {Encoding.ASCII.GetString(buffer, 0, filled)}");
        }
    }
}
