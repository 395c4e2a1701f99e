using Gateway.Tool.Compiling;

namespace Gateway.Tool.Tests.Compiling;

/// <summary>The compiler in the tool's process.</summary>
public sealed class InProcessCompilerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public InProcessCompilerTests() => CompilerLibraries.Register();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Errors_look_as_those_of_the_sdk()
    {
        var path = _folder.Write("app.cs", "class Site\n{\n    int App() => missing;\n}\n");

        Compile(path).Errors.ShouldBe([$"{path}(3,18): error CS0103: The name 'missing' does not exist in the current context"]);
    }

    [Fact]
    public void A_source_that_is_gone_is_an_error()
    {
        var path = _folder.File("gone.cs");

        Compile(path).Errors.ShouldBe([$"error CS2001: Source file '{path}' could not be found."]);
    }

    [Theory]
    [InlineData("/warnaserror+")]
    [InlineData("/additionalfile:page.html")]
    [InlineData("/no-such-option")]
    public void Input_that_only_the_sdk_can_judge_is_left_to_it(string argument)
    {
        var path = _folder.Write("app.cs", "class Site { void App() { int unused; } }");

        Compile(path, "/warn:4", argument).ShouldBe(CompilerOutput.NeedsSdk);
    }

    [Fact]
    public void A_reference_that_has_changed_is_read_again()
    {
        var library = _folder.File("Library.dll");
        File.WriteAllBytes(
            library, Compile(_folder.Write("Library.cs", "public static class Library { public const int One = 1; }")).Assembly);
        var app = _folder.Write("app.cs", "class Site { const int Two = Library.Two; }");
        var compiler = new InProcessCompiler();
        Compile(compiler, app, $"/reference:{library}").Errors.ShouldNotBeEmpty();

        File.WriteAllBytes(
            library, Compile(_folder.Write("Library.cs", "public static class Library { public const int Two = 2; }")).Assembly);
        File.SetLastWriteTimeUtc(library, DateTime.UtcNow.AddSeconds(10));

        Compile(compiler, app, $"/reference:{library}").Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("using Gateway;", true)]
    [InlineData("#!/usr/bin/env gateway\nusing Gateway;", true)]
    [InlineData("#:package Dapper@2.1.35\nusing Gateway;", false)]
    public void A_file_without_directives_is_compiled_here(string text, bool isPlain) => FileProgram.IsPlain(text).ShouldBe(isPlain);

    [Fact]
    public void The_key_of_an_assembly_depends_on_the_path_and_the_text()
    {
        var one = Key("/a/app.cs", "class A;");

        Key("/a/app.cs", "class A;").ShouldBe(one);
        Key("/b/app.cs", "class A;").ShouldNotBe(one);
        Key("/a/app.cs", "class B;").ShouldNotBe(one);
    }

    private static string Key(string path, string text) => FileProgram.Key(FileProgram.Input(path, text), text);

    private static CompilerOutput Compile(string path, params string[] arguments) => Compile(new InProcessCompiler(), path, arguments);

    private static CompilerOutput Compile(InProcessCompiler compiler, string path, params string[] arguments)
    {
        var input = FileProgram.Input(path, "");
        return compiler.Compile(input with { Arguments = [.. input.Arguments, .. arguments] }, CancellationToken.None);
    }
}
