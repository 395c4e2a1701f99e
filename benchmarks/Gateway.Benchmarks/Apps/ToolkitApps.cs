using Gateway.Toolkit;

namespace Gateway.Benchmarks.Apps;

/// <summary>The app that is measured, as it is written with the toolkit.</summary>
internal static class ToolkitApps
{
    public static Router Orders()
    {
        var router = new Router();
        router.Get("/orders/{id:int}", (Request request, int id) => Response.Json(Payload.OrderOf(id), PayloadJson.Default.Order));
        return router;
    }
}
