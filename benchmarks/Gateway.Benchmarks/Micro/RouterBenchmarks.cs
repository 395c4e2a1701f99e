using BenchmarkDotNet.Attributes;
using Gateway.Toolkit;

namespace Gateway.Benchmarks.Micro;

/// <summary>Finding a route among few and among many, and answering.</summary>
public class RouterBenchmarks
{
    private readonly Environ _literal = Environ.ForRequest("GET", "/static/5");
    private readonly Environ _typed = Environ.ForRequest("GET", "/articles/5");
    private readonly StartResponse _start = (_, _, _) => null!;
    private GatewayApp _app = null!;

    [Params(10, 1_000, 10_000)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var router = new Router();
        for (var number = 0; number < Routes; number++)
        {
            router.Get($"/static/{number}", (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Empty;
            });
        }

        router.Get("/articles/{id:int}", (Request request, int id) => Response.Text("x"));
        _app = router.ToSyncApp();
    }

    [Benchmark(Description = "literal path, app")]
    public object Literal() => _app(_literal, _start);

    [Benchmark(Description = "int parameter, handler")]
    public object Typed() => _app(_typed, _start);
}
