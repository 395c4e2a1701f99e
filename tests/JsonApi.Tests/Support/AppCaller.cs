using System.Text;

namespace JsonApi.Tests;

/// <summary>Calls an app as what it is, a function. It checks what a server would: status, headers, one answer, the body closed.</summary>
internal static class AppCaller
{
    public static async Task<Answer> CallAsync(this AsyncGatewayApp app, Environ environ)
    {
        string? status = null;
        IReadOnlyList<(string, string)> headers = [];
        var body = await app(environ, (newStatus, newHeaders, exception) =>
        {
            (status is null || exception is not null).ShouldBeTrue("start_response was called twice");
            ResponseValidator.ValidateStatus(newStatus);
            ResponseValidator.ValidateHeaders(newHeaders);
            (status, headers) = (newStatus, [.. newHeaders]);
            return null!;
        });

        var bytes = new MemoryStream();
        await foreach (var block in body)
            bytes.Write(block.Span);
        if (body is IAsyncDisposable closable)
            await closable.DisposeAsync();
        return new Answer(status.ShouldNotBeNull("start_response was not called"), headers, Encoding.UTF8.GetString(bytes.ToArray()));
    }

    public static Environ With(this Environ environ, string key, string value)
    {
        environ[key] = value;
        return environ;
    }
}
