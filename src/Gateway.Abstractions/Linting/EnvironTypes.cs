using System.Collections.Frozen;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;

namespace Gateway;

/// <summary>The type of the value under each key with a dot. The documentation takes the types from here.</summary>
internal static class EnvironTypes
{
    private static readonly FrozenDictionary<string, EnvironType> ByKey = new EnvironType[]
    {
        new(EnvironKeys.Version, "(int, int)", value => value is (int, int)),
        new(EnvironKeys.UrlScheme, "string", value => value is string),
        new(EnvironKeys.Input, "Stream", value => value is Stream),
        new(EnvironKeys.InputTerminated, "bool", value => value is bool),
        new(EnvironKeys.Errors, "TextWriter", value => value is TextWriter),
        new(EnvironKeys.MultiThread, "bool", value => value is bool),
        new(EnvironKeys.MultiProcess, "bool", value => value is bool),
        new(EnvironKeys.RunOnce, "bool", value => value is bool),
        new(EnvironKeys.FileWrapper, "Func<Stream, int, Body>", value => value is Func<Stream, int, Body>),
        new(EnvironKeys.WebSocket, "WebSocketHandshake", value => value is WebSocketHandshake),
        new(EnvironKeys.RawHeaders, "IReadOnlyList<(string Name, string Value)>", value => value is IReadOnlyList<(string, string)>),
        new(EnvironKeys.RequestAborted, "CancellationToken", value => value is CancellationToken),
        new(EnvironKeys.Stopping, "CancellationToken", value => value is CancellationToken),
        new(EnvironKeys.ResponseFinished, "ICollection<Func<Environ, string?, Exception?, ValueTask>>",
            value => value is ICollection<Func<Environ, string?, Exception?, ValueTask>> { IsReadOnly: false }),
        new(EnvironKeys.Trailers, "ResponseTrailers", value => value is ResponseTrailers),
        new(EnvironKeys.User, "ClaimsPrincipal", value => value is ClaimsPrincipal),
        new(EnvironKeys.ClientCertificate, "X509Certificate2", value => value is X509Certificate2),
        new(EnvironKeys.Services, "IServiceProvider", value => value is IServiceProvider),
        new(EnvironKeys.HttpContext, "HttpContext", value => value is not null),
    }.ToFrozenDictionary(type => type.Key, StringComparer.Ordinal);

    public static EnvironType? Find(string key) => ByKey.GetValueOrDefault(key);
}
