namespace Gateway.Hosting;

/// <summary>The stream behind an access log. Opens it again after a failure, and reports a failure once.</summary>
internal sealed class AccessLogTarget : IDisposable
{
    private readonly Func<Stream> _open;
    private readonly Action<string> _report;
    private Stream? _stream;
    private bool _isFailing;

    public AccessLogTarget(Func<Stream> open, Action<string> report)
    {
        (_open, _report) = (open, report);
        _stream = open();
    }

    /// <summary>Writes whole lines; false if the target fails.</summary>
    public bool TryWrite(ReadOnlySpan<byte> lines, long dropped)
    {
        try
        {
            _stream ??= _open();
            if (lines.IsEmpty)
                return true;
            _stream.Write(lines);
            _stream.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (!_isFailing)
                Report($"The access log cannot be written: {error.Message}. Gateway tries again every second; requests are not affected.");
            _isFailing = true;
            Close();
            return false;
        }

        if (_isFailing)
            Report($"The access log can be written again; {dropped} lines were dropped.");
        _isFailing = false;
        return true;
    }

    /// <summary>Closes the stream; the next write opens it again.</summary>
    public void Close()
    {
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // The failure of the write is already known.
        }

        _stream = null;
    }

    public void Dispose() => Close();

    private void Report(string message)
    {
        try
        {
            _report(message);
        }
        catch (IOException)
        {
            // Standard error is gone as well.
        }
    }
}
