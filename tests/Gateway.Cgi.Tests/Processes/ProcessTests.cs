using System.Diagnostics;
using Gateway.Cgi.Tests.Servers;
using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Processes;

/// <summary>The probe as the process it is to a web server.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly CgiProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Every_byte_of_standard_input_comes_back()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        using var process = _program.Start(CgiRequest.Get(("REQUEST_METHOD", "POST"), ("PATH_INFO", "/echo"), ("CONTENT_LENGTH", "256")));

        await process.StandardInput.BaseStream.WriteAsync(bytes);
        await process.StandardInput.BaseStream.FlushAsync();

        var answer = await ReadAsync(process); // Standard input stays open: the length tells the end.
        answer.Bytes.ShouldBe(bytes);
        (answer.ExitCode, answer.Errors).ShouldBe((0, ""));
    }

    [Fact]
    public async Task The_exit_code_tells_whether_the_response_is_whole()
    {
        using var failed = _program.Start(CgiRequest.Get(("PATH_INFO", "/fail")));
        using var failedLate = _program.Start(CgiRequest.Get(("PATH_INFO", "/fail-late")));

        var (whole, cutOff) = (await ReadAsync(failed), await ReadAsync(failedLate));

        (whole.Status, whole.ExitCode).ShouldBe(("500 Internal Server Error", 0));
        (cutOff.Status, cutOff.ExitCode).ShouldBe(("200 OK", 1));
        whole.Errors.ShouldContain(ProbeApp.Secret);
        cutOff.Errors.ShouldContain(ProbeApp.Secret);
    }

    [Fact]
    public async Task SIGTERM_tells_the_app_that_the_client_has_gone()
    {
        using var gate = new Gate(_program.Folder);
        using var process = StartEndless(gate);
        await process.StandardOutput.BaseStream.ReadExactlyAsync(new byte[6]);
        var rest = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);

        process.Signal("TERM");

        (await gate.HearAsync()).ShouldBe(nameof(GatewayClientDisconnectedException));
        await rest.WaitAsync(TestTimeout.Limit);
        await process.WaitForExitAsync().WaitAsync(TestTimeout.Limit);
        process.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_reader_that_closes_standard_output_has_gone()
    {
        using var gate = new Gate(_program.Folder);
        using var process = StartEndless(gate);
        await process.StandardOutput.BaseStream.ReadExactlyAsync(new byte[6]);

        process.StandardOutput.Close();

        (await gate.HearAsync()).ShouldBe(nameof(GatewayClientDisconnectedException));
        await process.WaitForExitAsync().WaitAsync(TestTimeout.Limit);
        process.ExitCode.ShouldBe(1);
    }

    private Process StartEndless(Gate gate) =>
        _program.Start(CgiRequest.Get(("PATH_INFO", "/endless"), ("QUERY_STRING", Uri.EscapeDataString(gate.Path))));

    private static async Task<CgiAnswer> ReadAsync(Process process)
    {
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(output).WaitAsync(TestTimeout.Limit);
        await process.WaitForExitAsync().WaitAsync(TestTimeout.Limit);
        return CgiAnswer.Parse(output.ToArray(), process.ExitCode, await errors);
    }
}
