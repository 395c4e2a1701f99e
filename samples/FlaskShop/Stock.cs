using System.Text.Json.Nodes;
using Gateway;

namespace FlaskShop;

/// <summary>The part of the shop that has moved to C#.</summary>
internal static class Stock
{
    private static int s_tea = 3;

    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        if (environ.RequestMethod == "POST")
            Interlocked.Increment(ref s_tea);
        startResponse("200 OK", [("Content-Type", "application/json")]);
        var user = environ.TryGetValue(EnvironKeys.RemoteUser, out var name) ? (string?)name : null;
        return Body.Text(new JsonObject { ["user"] = user, ["tea"] = s_tea, ["coffee"] = 0 }.ToJsonString());
    }
}
