using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Gateway.Cgi.Requests;

/// <summary><c>wsgi.errors</c>: whole lines to standard error, which web servers put in their error log.</summary>
internal sealed class ErrorWriter(Stream errors) : TextWriter(CultureInfo.InvariantCulture)
{
    // A line without an end would grow for ever.
    private const int MaxLineLength = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    [AllowNull]
    public override string NewLine
    {
        get => "\n";
        set => throw new NotSupportedException("wsgi.errors ends lines with \\n (PEP 3333, \"Input and Error Streams\").");
    }

    /// <summary>Says something in the host's own name.</summary>
    public void Report(string message) => WriteLine(message);

    public override void Write(char value)
    {
        lock (_lock)
            Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Write(buffer.AsSpan(index, count));
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            foreach (var character in buffer)
                Append(character);
        }
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Flush()
    {
        lock (_lock)
            EndLine();
    }

    // The host owns the log: closing it here writes what is left, and it can be written to again.
    protected override void Dispose(bool disposing) => Flush();

    private void Append(char character)
    {
        // What is logged may come from a client: nothing in it may drive a terminal.
        if (character == '\n')
            EndLine();
        else if (char.IsControl(character) && character is not ('\t' or '\r'))
            _line.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
        else if (character != '\r')
            _line.Append(character);

        if (_line.Length >= MaxLineLength)
            EndLine();
    }

    private void EndLine()
    {
        if (_line.Length == 0)
            return;
        var line = Encoding.UTF8.GetBytes(_line.Append('\n').ToString());
        _line.Clear();
        try
        {
            errors.Write(line);
            errors.Flush();
        }
        catch (IOException)
        {
            // There is nowhere left to say so, and the client need not suffer for it.
        }
    }
}
