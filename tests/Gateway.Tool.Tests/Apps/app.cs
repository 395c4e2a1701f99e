using Gateway;

public static class Site
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"You asked for {environ.PathInfo}\n");
    }
}
