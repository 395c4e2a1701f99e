namespace Gateway.AspNetCore.Requests;

/// <summary>Every key this host may set, request headers apart.</summary>
internal static class RequestKeys
{
    public const string GatewayInterface = "CGI/1.1";

    public static readonly string ServerSoftware = "Gateway.AspNetCore/" + typeof(RequestKeys).Assembly.GetName().Version!.ToString(3);

    public static readonly string[] All =
    [
        EnvironKeys.RequestMethod, EnvironKeys.ScriptName, EnvironKeys.PathInfo, EnvironKeys.QueryString, EnvironKeys.ContentType, EnvironKeys.ContentLength,
        EnvironKeys.ServerName, EnvironKeys.ServerPort, EnvironKeys.ServerProtocol, EnvironKeys.ServerSoftware, EnvironKeys.GatewayInterface,
        EnvironKeys.RemoteAddr, EnvironKeys.RemotePort, EnvironKeys.RemoteUser, EnvironKeys.AuthType, EnvironKeys.RequestUri, EnvironKeys.RawUri,
        EnvironKeys.Https, EnvironKeys.SslProtocol, EnvironKeys.SslCipher, EnvironKeys.SslServerName, EnvironKeys.SslClientSubject,
        EnvironKeys.Version, EnvironKeys.UrlScheme, EnvironKeys.Input, EnvironKeys.InputTerminated, EnvironKeys.Errors,
        EnvironKeys.MultiThread, EnvironKeys.MultiProcess, EnvironKeys.RunOnce, EnvironKeys.FileWrapper, EnvironKeys.WebSocket,
        EnvironKeys.RawHeaders, EnvironKeys.RequestAborted, EnvironKeys.Stopping, EnvironKeys.ResponseFinished, EnvironKeys.Trailers,
        EnvironKeys.User, EnvironKeys.ClientCertificate, EnvironKeys.Services, EnvironKeys.HttpContext,
    ];

    /// <summary>Whether only the request may say something under this key, or nobody.</summary>
    public static bool BelongsToRequest(string key) => key.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal) || All.Contains(key);
}
