using System.Text.RegularExpressions;
using Gateway.TestSupport;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>WSGI apps in Python.</summary>
[Requires("python3")]
public sealed partial class PythonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PythonTests() => Answer("hello");

    public void Dispose() => _folder.Dispose();

    [RequiringTheory]
    [InlineData("site_app:application")]
    [InlineData("python:site_app")]
    public async Task A_python_app_is_told_from_a_dotnet_app_by_its_name(string app)
    {
        await using var tool = await ToolProcess.ServeAsync([app, "--bind", "http://127.0.0.1:0", "--threads", "2"], _folder.Path);

        (await Http.GetAsync(tool.Url(), "/")).ShouldBe("200 hello");
        tool.Signal();
        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
    }

    /// <summary>The workers inherit the variable, so the app can tell.</summary>
    [RequiringFact]
    public async Task Completions_of_sockets_run_inline_unless_the_environment_says_otherwise()
    {
        _folder.Write("environ_app.py", """
            import os
            def application(environ, start_response):
                start_response('200 OK', [('Content-Type', 'text/plain')])
                return [os.environ.get('DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS', 'unset').encode()]
            """);
        string[] arguments = ["python:environ_app", "--bind", "http://127.0.0.1:0"];
        await using var usual = await ToolProcess.ServeAsync(arguments, _folder.Path);
        await using var told = await ToolProcess.ServeAsync(
            arguments, _folder.Path, ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "0"));

        (await Http.GetAsync(usual.Url(), "/")).ShouldBe("200 1");
        (await Http.GetAsync(told.Url(), "/")).ShouldBe("200 0");
    }

    [RequiringFact]
    public async Task A_hangup_reloads_the_python_code()
    {
        await using var tool = await ToolProcess.ServeAsync(["python:site_app", "--bind", "http://127.0.0.1:0"], _folder.Path);
        Answer("changed");
        tool.Signal("HUP");
        await tool.LineAsync(Reloaded());

        (await Http.GetAsync(tool.Url(), "/")).ShouldBe("200 changed");
    }

    [RequiringFact]
    public async Task A_changed_file_reloads_the_python_code()
    {
        await using var tool = await ToolProcess.ServeAsync(["python:site_app", "--bind", "http://127.0.0.1:0", "--reload"], _folder.Path);
        (await Http.GetAsync(tool.Url(), "/")).ShouldBe("200 hello");
        Answer("changed");
        await tool.LineAsync(Reloaded());

        (await Http.GetAsync(tool.Url(), "/")).ShouldBe("200 changed");
    }

    [RequiringFact]
    public async Task An_app_that_cannot_be_imported_shows_the_traceback_of_python()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", "missing_module:application"], _folder.Path);

        output.ShouldContain("No module named 'missing_module'");
        exitCode.ShouldBe(ExitCode.App);
    }

    [RequiringFact]
    public async Task A_check_tells_what_wsgiref_validate_finds()
    {
        _folder.Write("bad.py", """
            def application(environ, start_response):
                start_response('200 OK', [])
                return [b'no content type']
            """);
        var (exitCode, output) = await ToolProcess.RunAsync(["check", "python:bad"], _folder.Path);

        output.ShouldContain("No Content-Type header found");
        exitCode.ShouldBe(ExitCode.Failure);
    }

    private void Answer(string text) => _folder.Write("site_app.py", $$"""
        import sys
        sys.dont_write_bytecode = True
        def application(environ, start_response):
            start_response('200 OK', [('Content-Type', 'text/plain')])
            return [b'{{text}}']
        """);

    [GeneratedRegex("Reloaded")]
    private static partial Regex Reloaded();
}
