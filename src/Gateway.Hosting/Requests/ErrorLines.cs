using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Gateway.Hosting;

/// <summary><c>wsgi.errors</c>: writes whole lines that are safe to log. Thread-safe.</summary>
/// <param name="emit">Takes a finished line, without its end; never called by two threads at once.</param>
public sealed class ErrorLines(Action<string> emit) : TextWriter(CultureInfo.InvariantCulture)
{
    // Limits a line that never ends.
    private const int MaxLineLength = 16 * 1024;

    // Made with the first character: most requests write none. For the same reason there is no lock of its own.
    private StringBuilder? _line;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>The end of a line, always <c>\n</c> (PEP 3333, "Input and Error Streams").</summary>
    [AllowNull]
    public override string NewLine
    {
        get => "\n";
        set => throw new NotSupportedException("wsgi.errors ends lines with \\n (PEP 3333, \"Input and Error Streams\").");
    }

    /// <inheritdoc/>
    public override void Write(char value)
    {
        lock (this)
            Append(value);
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Write(buffer.AsSpan(index, count));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (this)
        {
            foreach (var character in buffer)
                Append(character);
        }
    }

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <summary>Ends the current line.</summary>
    public override void Flush()
    {
        lock (this)
            EndLine();
    }

    // The host owns the log. Closing it here only ends the line; later writes work.
    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Flush();

    private void Append(char character)
    {
        if (character == '\n')
        {
            EndLine();
            return;
        }

        if (character == '\r')
            return;
        _line ??= new StringBuilder();

        // The text may come from a client. It must not forge a log record or control a terminal.
        if (character == '\t')
            _line.Append(character);
        else
            SafeText.Append(_line, character);

        if (_line.Length >= MaxLineLength)
            EndLine();
    }

    private void EndLine()
    {
        if (_line is not { Length: > 0 } line)
            return;
        var text = line.ToString();
        line.Clear();
        emit(text);
    }
}
