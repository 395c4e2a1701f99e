using System.Text;

namespace Gateway.Toolkit.Tests;

/// <summary>Requests to look at, and the ways their faults show.</summary>
internal static class Make
{
    public static Request Get(string target = "/", params (string Key, object Value)[] entries) =>
        With(Environ.ForRequest("GET", target), null, entries);

    public static Request Post(string contentType, string body, RequestLimits? limits = null) =>
        Post(contentType, Encoding.UTF8.GetBytes(body), limits);

    public static Request Post(string contentType, byte[] body, RequestLimits? limits = null) =>
        With(Environ.ForRequest("POST", "/", body), limits, (EnvironKeys.ContentType, contentType));

    /// <summary>A body that declares no length.</summary>
    public static Request Chunked(string contentType, Stream body, RequestLimits? limits = null) =>
        With(Environ.ForRequest("POST", "/"), limits, (EnvironKeys.ContentType, contentType), (EnvironKeys.Input, body));

    public static string ShouldBeRefused(int status, Action read)
    {
        var fault = Should.Throw<BadRequestException>(read);
        fault.StatusCode.ShouldBe(status);
        return fault.Message;
    }

    public static async Task<string> ShouldBeRefusedAsync(int status, Func<Task> read)
    {
        var fault = await Should.ThrowAsync<BadRequestException>(read);
        fault.StatusCode.ShouldBe(status);
        return fault.Message;
    }

    /// <summary>Refused alike by both ways of reading.</summary>
    public static async Task<string> ShouldBeRefusedBothWaysAsync(
        int status, Func<Request> make, Action<Request> read, Func<Request, Task> readAsync)
    {
        var message = ShouldBeRefused(status, () => read(make()));
        (await ShouldBeRefusedAsync(status, () => readAsync(make()))).ShouldBe(message);
        return message;
    }

    private static Request With(Environ environ, RequestLimits? limits, params (string Key, object Value)[] entries)
    {
        foreach (var (key, value) in entries)
            environ[key] = value;
        return new Request(environ, limits);
    }
}
