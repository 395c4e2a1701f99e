using System.Globalization;

namespace Gateway.Toolkit.Tests;

/// <summary>What Request and Response cost beside the same app written by hand. Bytes are exact; times belong in the benchmarks.</summary>
public class ResponseCostTests
{
    private const int Calls = 1000;

    [Fact]
    public void A_JSON_endpoint_costs_at_most_four_small_objects_more_than_by_hand()
    {
        var byHand = BytesPerCall((environ, startResponse) =>
        {
            var page = int.Parse(environ.QueryString.AsSpan(2), CultureInfo.InvariantCulture);
            startResponse("200 OK", [("Content-Type", "application/json")]);
            return Body.Json(new Point(page, 2), TestJson.Default.Point);
        });
        var withToolkit = BytesPerCall(Handler.ToApp(request =>
        {
            var page = int.Parse(request.Environ.QueryString.AsSpan(2), CultureInfo.InvariantCulture);
            return Response.Json(new Point(page, 2), TestJson.Default.Point);
        }));

        // The request, the response, and its list of headers with their array.
        (withToolkit - byHand).ShouldBeLessThanOrEqualTo(168);
    }

    private static long BytesPerCall(GatewayApp app)
    {
        var environ = Environ.ForRequest("GET", "/?p=1");
        StartResponse startResponse = (_, _, _) => null!;
        for (var call = 0; call < Calls; call++)
            app(environ, startResponse);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++)
            app(environ, startResponse);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
