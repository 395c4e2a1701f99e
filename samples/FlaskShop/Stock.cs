using Gateway;

namespace FlaskShop;

/// <summary>The part of the shop that has moved to C#.</summary>
internal static class Stock
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/json")]);
        return Body.Text("""{"tea": 3, "coffee": 0}""");
    }
}
