using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Requests;

/// <summary>Runs the callbacks of <c>gateway.response_finished</c>: the last registered first, each of them whatever the others do.</summary>
internal static class ResponseFinished
{
    public static async Task RunAsync(List<Func<Environ, string?, Exception?, ValueTask>> callbacks, Environ environ, string? status, Exception? failure, ILogger logger, string path)
    {
        for (var index = callbacks.Count - 1; index >= 0; index--)
        {
            try
            {
                await callbacks[index](environ, status, failure);
            }
            catch (Exception error)
            {
                Log.FinishedCallbackFailed(logger, error, path);
            }
        }
    }
}
