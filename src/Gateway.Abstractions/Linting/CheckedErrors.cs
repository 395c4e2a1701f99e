using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gateway;

/// <summary><c>wsgi.errors</c> under the rules.</summary>
internal sealed class CheckedErrors(LintLayer layer, TextWriter errors) : TextWriter(errors.FormatProvider)
{
    public override Encoding Encoding => errors.Encoding;

    [AllowNull]
    public override string NewLine
    {
        get => errors.NewLine;
        set => errors.NewLine = value;
    }

    public override void Write(char value) => errors.Write(value);

    public override void Write(char[] buffer, int index, int count) => errors.Write(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => errors.Write(buffer);

    public override void Write(string? value) => errors.Write(value);

    public override void WriteLine() => errors.WriteLine();

    public override void WriteLine(string? value) => errors.WriteLine(value);

    public override void WriteLine(ReadOnlySpan<char> buffer) => errors.WriteLine(buffer);

    public override Task WriteAsync(char value) => errors.WriteAsync(value);

    public override Task WriteAsync(string? value) => errors.WriteAsync(value);

    public override Task WriteAsync(char[] buffer, int index, int count) => errors.WriteAsync(buffer, index, count);

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) =>
        errors.WriteAsync(buffer, cancellationToken);

    public override Task WriteLineAsync() => errors.WriteLineAsync();

    public override Task WriteLineAsync(string? value) => errors.WriteLineAsync(value);

    public override void Flush() => errors.Flush();

    public override Task FlushAsync() => errors.FlushAsync();

    // The text that a test's StringWriter holds.
    public override string? ToString() => errors.ToString();

    public override void Close() => throw Closing();

    public override ValueTask DisposeAsync() => ValueTask.FromException(Closing());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            throw Closing();
    }

    private LintException Closing() => layer.Fail("errors-open", LintSide.App,
        "it closed wsgi.errors, which is the host's; flush it instead (PEP 3333, \"Input and Error Streams\").");
}
