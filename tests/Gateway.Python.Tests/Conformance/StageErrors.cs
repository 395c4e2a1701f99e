using System.Text;

namespace Gateway.Python.Tests.Conformance;

/// <summary>wsgi.errors of the Python side.</summary>
internal sealed class StageErrors(StageLine line) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => line.WriteErrors(value.ToString());

    public override void Write(string? value) => line.WriteErrors(value ?? "");
}
