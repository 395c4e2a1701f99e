using System.Diagnostics;
using System.Net;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Frameworks;

/// <summary>samples/FlaskShop, as a program of its own.</summary>
[Requires(Support.Python.Program, Package.Flask)]
public sealed class FlaskShopTests
{
    private const string Listening = "Now listening on: ";

    [RequiringFact]
    public async Task A_flask_app_and_a_csharp_app_share_a_host_and_its_sign_in()
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "FlaskShop.dll"), "--urls", "http://127.0.0.1:0",
            $"--Shop:Interpreter={Support.Python.Program}"])
        {
            RedirectStandardOutput = true,
        };
        using var sample = Process.Start(start)!;
        try
        {
            string? line;
            do
                line = await sample.StandardOutput.ReadLineAsync();
            while (line?.Contains(Listening, StringComparison.Ordinal) == false);
            line.ShouldNotBeNull("the sample ended before it listened");
            using var client = KestrelHost.Client(new(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]));

            (await PostAsync(client, "/shop/cart/tea")).ShouldBe(HttpStatusCode.Forbidden);
            (await PostAsync(client, "/stock")).ShouldBe(HttpStatusCode.Forbidden);
            (await client.GetStringAsync("/stock")).ShouldBe("""{"user":null,"tea":3,"coffee":0}""");
            (await client.GetStringAsync("/shop/articles")).ShouldContain("/shop/articles/tea");

            (await PostAsync(client, "/sign-in/alice")).ShouldBe(HttpStatusCode.OK);
            (await PostAsync(client, "/shop/cart/tea")).ShouldBe(HttpStatusCode.OK);
            (await PostAsync(client, "/stock")).ShouldBe(HttpStatusCode.OK);
            var cart = await client.GetStringAsync("/shop/cart");
            cart.ShouldContain("\"alice\"");
            cart.ShouldContain("250");
            (await client.GetStringAsync("/stock")).ShouldBe("""{"user":"alice","tea":4,"coffee":0}""");
            (await client.GetStringAsync("/health")).ShouldBe("Healthy");
        }
        finally
        {
            sample.Kill();
        }
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path)
    {
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), null);
        return response.StatusCode;
    }
}
