using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Servers;

/// <summary>A web server that runs the probe as a CGI program under <c>/hello</c>, for the tests of one class.</summary>
internal sealed class CgiSite : IAsyncDisposable
{
    private readonly CgiProgram _program;

    private CgiSite(WebServer server, CgiProgram program)
    {
        (Server, _program) = (server, program);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"), Timeout = TestTimeout.Limit };
    }

    public WebServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<CgiSite> StartAsync(Func<string, (string, string)[], Task<WebServer>> start, string file)
    {
        var program = new CgiProgram();
        return new(await start(ServerFile.Read(file), [("/usr/lib/cgi-bin", program.Folder)]), program);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _program.Dispose();
    }
}
