using Gateway.Hosting;
using Gateway.AspNetCore;

namespace Gateway.Fuzzing.Engine;

/// <summary>One way to host the app under test.</summary>
/// <param name="HeaderNames">What becomes of odd header names.</param>
/// <param name="PathDecoding">How the path is decoded.</param>
/// <param name="Prefix">Where the app is mounted; empty for everywhere.</param>
/// <param name="IsAsync">Whether the app is hosted in the asynchronous shape.</param>
internal sealed record FuzzProfile(HeaderNamePolicy HeaderNames, PathDecoding PathDecoding, string Prefix, bool IsAsync)
{
    public static IReadOnlyList<FuzzProfile> All { get; } =
    [
        new(HeaderNamePolicy.Drop, PathDecoding.AspNetCore, "", IsAsync: false),
        new(HeaderNamePolicy.Drop, PathDecoding.AspNetCore, "", IsAsync: true),
        new(HeaderNamePolicy.Allow, PathDecoding.Cgi, "", IsAsync: false),
        new(HeaderNamePolicy.Refuse, PathDecoding.AspNetCore, "/app", IsAsync: true),
        new(HeaderNamePolicy.Drop, PathDecoding.Cgi, "/app", IsAsync: false),
    ];
}
