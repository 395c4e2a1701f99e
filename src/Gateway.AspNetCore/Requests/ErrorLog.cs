using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Requests;

/// <summary><c>wsgi.errors</c>: each line becomes one record of the log. Safe to be written to by several threads.</summary>
internal sealed class ErrorLog(ILogger logger) : TextWriter(CultureInfo.InvariantCulture)
{
    // A line without an end would grow for ever.
    private const int MaxLineLength = 16 * 1024;

    // Made with the first character: most requests that have a look at all entries write none.
    private StringBuilder? _line;

    public override Encoding Encoding => Encoding.UTF8;

    [AllowNull]
    public override string NewLine
    {
        get => "\n";
        set => throw new NotSupportedException("wsgi.errors ends lines with \\n (PEP 3333, \"Input and Error Streams\").");
    }

    public override void Write(char value)
    {
        lock (this)
            Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Write(buffer.AsSpan(index, count));
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (this)
        {
            foreach (var character in buffer)
                Append(character);
        }
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Flush()
    {
        lock (this)
            EndLine();
    }

    // The host owns the log: closing it here writes what is left, and it can be written to again.
    protected override void Dispose(bool disposing) => Flush();

    private void Append(char character)
    {
        if (character == '\n')
        {
            EndLine();
            return;
        }

        _line ??= new StringBuilder();

        // What is logged may come from a client: nothing in it may look like another record or drive a terminal.
        if (char.IsControl(character) && character != '\t')
        {
            if (character != '\r')
                _line.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
        }
        else
        {
            _line.Append(character);
        }

        if (_line.Length >= MaxLineLength)
            EndLine();
    }

    private void EndLine()
    {
        if (_line is not { Length: > 0 })
            return;
        Log.WsgiErrors(logger, _line.ToString());
        _line.Clear();
    }
}
