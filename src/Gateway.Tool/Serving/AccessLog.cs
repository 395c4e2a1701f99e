using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.AspNetCore.Development;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tool.Serving;

/// <summary>A line per request, to standard output or to a file, in the combined log format or as JSON. Requests do not wait for the disk until the log is far behind.</summary>
internal sealed class AccessLog : IAsyncDisposable
{
    private const int Backlog = 10_000;
    private const string JsonPrefix = "json:";

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Backlog) { SingleReader = true });
    private readonly string? _path;
    private readonly bool _json;
    private readonly Task _writing;
    private volatile bool _reopen;

    /// <exception cref="ToolException">The file cannot be written.</exception>
    public AccessLog(string target)
    {
        _json = target == "json" || target.StartsWith(JsonPrefix, StringComparison.Ordinal);
        _path = target is "-" or "json" ? null : _json ? target[JsonPrefix.Length..] : target;
        _writing = WriteAsync(Open());
    }

    /// <summary>Opens the file again, for log rotation.</summary>
    public void Reopen() => _reopen = true;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        await new RequestLog(next, (ended, status) => Write(_json ? Json(ended, status, Stopwatch.GetElapsedTime(started)) : AccessLine.Format(ended, status))).InvokeAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private void Write(string line)
    {
        // Losing lines would be worse than waiting.
        if (!_lines.Writer.TryWrite(line))
            _lines.Writer.WriteAsync(line).AsTask().Wait();
    }

    private async Task WriteAsync(StreamWriter output)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            if (_reopen && _path is not null)
            {
                _reopen = false;
                await output.DisposeAsync();
                output = Open();
            }

            await output.WriteAsync(line + "\n");
            if (_lines.Reader.Count == 0)
                await output.FlushAsync();
        }

        await output.DisposeAsync();
    }

    private StreamWriter Open()
    {
        try
        {
            return new StreamWriter(_path is null ? Console.OpenStandardOutput() : new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(ExitCode.Usage, $"--access-log {_path} cannot be written: {error.Message}", error);
        }
    }

    private static string Json(HttpContext context, int status, TimeSpan duration)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTime.UtcNow);
            json.WriteString("remote", context.Connection.RemoteIpAddress?.ToString());
            json.WriteString("user", context.User.Identity?.Name);
            json.WriteString("method", context.Request.Method);
            json.WriteString("target", AccessLine.Target(context));
            json.WriteString("protocol", context.Request.Protocol);
            json.WriteNumber("status", status);
            if (context.Response.ContentLength is { } length)
                json.WriteNumber("length", length);
            json.WriteNumber("duration_ms", Math.Round(duration.TotalMilliseconds, 3));
            json.WriteString("referer", context.Request.Headers.Referer.ToString());
            json.WriteString("user_agent", context.Request.Headers.UserAgent.ToString());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
