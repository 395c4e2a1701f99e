using Gateway.Hosting;

namespace Gateway.Tool.Serving;

/// <summary>The value of <c>--access-log</c>: <c>-</c> or a path, with <c>json:</c> in front for JSON; <c>json</c> is JSON to standard
/// output.</summary>
internal sealed class AccessLogSetting
{
    private const string JsonPrefix = "json:";

    private readonly string? _path;

    public AccessLogSetting(string text)
    {
        var isJson = text == "json" || text.StartsWith(JsonPrefix, StringComparison.Ordinal);
        _path = text is "-" or "json" ? null : isJson ? text[JsonPrefix.Length..] : text;
        Format = isJson ? AccessLogFormat.Json : AccessLogFormat.Combined;
    }

    public AccessLogFormat Format { get; }

    /// <exception cref="ToolException">The file cannot be written.</exception>
    public AccessLogWriter Open()
    {
        try
        {
            return _path is null ? AccessLogWriter.ToStandardOutput() : AccessLogWriter.ToFile(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(ExitCode.Usage, $"--access-log {_path} cannot be written: {error.Message}", error);
        }
    }
}
