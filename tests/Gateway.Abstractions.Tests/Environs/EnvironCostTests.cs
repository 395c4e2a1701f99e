using System.Reflection;
using Gateway.Fakes;

namespace Gateway.Environs;

/// <summary>Every request pays for these.</summary>
public class EnvironCostTests
{
    [Fact]
    public void An_environ_has_one_field()
    {
        var fields = typeof(Environ).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

        fields.Length.ShouldBe(1);
        fields[0].FieldType.IsValueType.ShouldBeFalse();
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var environ = new HostedEnviron(Environ.ForRequest("POST", "/articles?page=2", "body"u8.ToArray()).ToDictionary());
        Read(environ);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(environ);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Read(Environ environ)
    {
        environ.TryGetValue("no such key", out _);
        environ.ContainsKey("wsgi.input");
        _ = environ.RequestMethod;
        _ = environ.ScriptName;
        _ = environ.PathInfo;
        _ = environ.QueryString;
        _ = environ.ContentType;
        _ = environ.ContentLength;
        _ = environ.ServerName;
        _ = environ.ServerPort;
        _ = environ.RequestAborted;
        _ = environ.WebSocket;
        _ = environ.Input;
        _ = environ.Header("Host");
        _ = environ.Header("X-Request-ID");
    }
}
