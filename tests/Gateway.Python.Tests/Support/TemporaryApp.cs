namespace Gateway.Python.Tests.Support;

/// <summary>A folder with a module app.py that a test rewrites.</summary>
internal sealed class TemporaryApp : IDisposable
{
    public TemporaryApp(string answer) => Answer(answer);

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-python-tests-").FullName;

    /// <summary>An app that sends a text. Python would take compiled code of the same second for fresh, so there is none.</summary>
    public void Answer(string answer) => Write($$"""
        import sys, time
        sys.dont_write_bytecode = True
        def application(environ, start_response):
            if environ['PATH_INFO'] == '/slow':
                environ['wsgi.input'].read()
            start_response('200 OK', [('Content-Type', 'text/plain')])
            return [b'{{answer}}']
        """);

    public void Write(string source) => File.WriteAllText(Path.Combine(Folder, "app.py"), source);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
