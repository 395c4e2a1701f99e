using System.Reflection;

namespace Gateway.Toolkit.Tests;

public class VerbTests
{
    [Theory]
    [InlineData(nameof(Router.Get), "GET")]
    [InlineData(nameof(Router.Post), "POST")]
    [InlineData(nameof(Router.Put), "PUT")]
    [InlineData(nameof(Router.Delete), "DELETE")]
    [InlineData(nameof(Router.Patch), "PATCH")]
    public void Every_overload_of_map_exists_for_the_verb(string verb, string method)
    {
        var overloads = Overloads(nameof(Router.Map)).Select(parameters => parameters[1..]).ToList();

        overloads.Count.ShouldBe(18);
        Overloads(verb).ShouldBe(overloads, ignoreOrder: true);

        var router = new Router();
        var route = typeof(Router)
            .GetMethod(verb, [typeof(string), typeof(GatewayApp)])!.Invoke(router, ["/a", (GatewayApp)Response.Text("a")]);
        route.ShouldBeOfType<RouterRoute>().Method.ShouldBe(method);
    }

    private static IEnumerable<string[]> Overloads(string name) => typeof(Router)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(overload => overload.Name == name)
        .Select(overload => overload.GetParameters().Select(parameter => parameter.ParameterType.ToString()).ToArray());
}
