using Gateway;

// The smallest app to mount into the image: docker run -v ./deploy/container/app.cs:/app/app.cs:ro ...
public static class Site
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"Served from a container: {environ.PathInfo}\n");
    }
}
