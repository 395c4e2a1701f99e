namespace JsonApi.Tests;

/// <summary>The sample's own Program on Kestrel, at a port of its own.</summary>
public sealed class KestrelJsonApiFactory : JsonApiFactory
{
    public KestrelJsonApiFactory()
    {
        UseKestrel(0);
        StartServer();
    }
}
