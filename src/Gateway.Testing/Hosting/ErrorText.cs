using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Gateway.Testing.Hosting;

/// <summary><c>wsgi.errors</c>: collected for the test. Closing it does nothing, and it may be written to from several threads.</summary>
internal sealed class ErrorText() : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.UTF8;

    [AllowNull]
    public override string NewLine
    {
        get => "\n";
        set => throw new NotSupportedException("wsgi.errors ends lines with \\n (PEP 3333, \"Input and Error Streams\").");
    }

    public override void Write(char value)
    {
        lock (_text)
            _text.Append(value);
    }

    public override void Write(string? value)
    {
        lock (_text)
            _text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override string ToString()
    {
        lock (_text)
            return _text.ToString();
    }

    protected override void Dispose(bool disposing)
    {
    }
}
