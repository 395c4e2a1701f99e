namespace Gateway.AspNetCore.Requests;

/// <summary>Every key this host may set, request headers apart.</summary>
internal static class RequestKeys
{
    public const string GatewayInterface = "CGI/1.1";

    public static readonly string ServerSoftware = "Gateway.AspNetCore/" + typeof(RequestKeys).Assembly.GetName().Version!.ToString(3);

    /// <summary>What most requests have, apart from their headers.</summary>
    public static readonly string[] Common =
    [
        EnvironKeys.RequestMethod, EnvironKeys.ScriptName, EnvironKeys.PathInfo, EnvironKeys.QueryString, EnvironKeys.ContentType, EnvironKeys.ContentLength,
        EnvironKeys.ServerName, EnvironKeys.ServerPort, EnvironKeys.ServerProtocol, EnvironKeys.ServerSoftware, EnvironKeys.GatewayInterface,
        EnvironKeys.RemoteAddr, EnvironKeys.RemotePort, EnvironKeys.RequestUri, EnvironKeys.RawUri,
        EnvironKeys.Version, EnvironKeys.UrlScheme, EnvironKeys.Input, EnvironKeys.InputTerminated, EnvironKeys.Errors,
        EnvironKeys.MultiThread, EnvironKeys.MultiProcess, EnvironKeys.RunOnce, EnvironKeys.FileWrapper, EnvironKeys.WebSocket,
        EnvironKeys.RequestAborted, EnvironKeys.Stopping, EnvironKeys.ResponseFinished, EnvironKeys.Trailers,
        EnvironKeys.Services, EnvironKeys.HttpContext,
    ];

    public static readonly string[] OfTls =
        [EnvironKeys.Https, EnvironKeys.SslProtocol, EnvironKeys.SslCipher, EnvironKeys.SslServerName, EnvironKeys.SslClientSubject, EnvironKeys.ClientCertificate];

    public static readonly string[] OfUser = [EnvironKeys.RemoteUser, EnvironKeys.AuthType, EnvironKeys.User];

    public static readonly string[] All = [.. Common, .. OfTls, .. OfUser, EnvironKeys.RawHeaders];

    /// <summary>Whether only the request may say something under this key, or nobody.</summary>
    public static bool BelongsToRequest(string key) => key.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal) || All.Contains(key);
}
