namespace Gateway.Toolkit.Tests;

/// <summary>What a request pays for: its own path, not the routes it does not take.</summary>
public class RouterCostTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void The_work_does_not_grow_with_the_number_of_static_routes(int count)
    {
        var root = Tree(count).Build().Root;

        // A node for each segment, and the root.
        Visits(root, $"/static/{count - 1}").ShouldBe(3);
        Visits(root, "/static/none").ShouldBe(2);
        Visits(root, $"/deep/{count - 1}/edit").ShouldBe(4);
        Visits(root, "/articles/5").ShouldBe(3);
        Visits(root, "/nothing/at/all").ShouldBe(1);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void Matching_allocates_nothing(int count)
    {
        var root = Tree(count).Build().Root;
        var path = $"/static/{count - 1}";
        Visits(root, path);
        Visits(root, "/articles/5");

        var before = GC.GetAllocatedBytesForCurrentThread();
        Visits(root, path);
        Visits(root, "/articles/5");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void No_path_enters_a_node_twice()
    {
        // Each segment fits two ways, and none leads to the end.
        var router = new Router();
        var names = "abcdefgh";
        for (var bits = 0; bits < 256; bits++)
            router.Get(string.Concat(names.Select((name, index) => (bits >> index & 1) == 0 ? $"/{name}" : $"/{{{name}}}")) + "/end",
                Response.Text("x"));
        var root = router.Build().Root;

        Visits(root, "/a/b/c/d/e/f/g/h/other").ShouldBe(511);
    }

    private static Router Tree(int count)
    {
        var router = new Router();
        for (var index = 0; index < count; index++)
        {
            router.Get($"/static/{index}", Response.Text("x"));
            router.Get($"/deep/{index}/edit", Response.Text("x"));
        }

        router.Get("/articles/{id:int}", Response.Text("x"));
        return router;
    }

    private static int Visits(RouteNode root, string path)
    {
        Span<ValueSlice> values = stackalloc ValueSlice[RouteTemplate.MaxParameters];
        var search = new RouteSearch("GET", path, values);
        search.Run(root);
        return search.Visits;
    }
}
