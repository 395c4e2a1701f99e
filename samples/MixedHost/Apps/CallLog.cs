using System.Runtime.CompilerServices;
using Gateway;

namespace MixedHost.Apps;

/// <summary>Says in the log that an app was called: what stands in front answers in its place without a line here.</summary>
internal sealed partial class CallLog(ILogger logger)
{
    [OverloadResolutionPriority(1)]
    public GatewayApp Of(GatewayApp app) => (environ, startResponse) =>
    {
        Called(environ.RequestMethod, environ.ScriptName, environ.PathInfo);
        return app(environ, startResponse);
    };

    public AsyncIteratorApp Of(AsyncIteratorApp app) => (environ, startResponse) =>
    {
        Called(environ.RequestMethod, environ.ScriptName, environ.PathInfo);
        return app(environ, startResponse);
    };

    [LoggerMessage(1, LogLevel.Information, "Called: {Method} {Prefix}{Path}")]
    private partial void Called(string method, string prefix, string path);
}
