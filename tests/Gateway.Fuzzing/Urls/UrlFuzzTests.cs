using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Urls;

/// <summary>Rebuilding the URL from entries that a client, a proxy or a middleware has made up.</summary>
public class UrlFuzzTests
{
    private static readonly string[] Hosts =
        ["a", "example.com", "example.com:8080", "[::1]", "[::1]:5099", "127.0.0.1", "0x7f.1", "xn--mnchen-3ya.example", "", "a:", ":80",
            "a:b", "[", "a%2fb", "a b", "user@evil", "evil/", "evil\\", "evil?x", "evil#", "-", "a..b", "é.example", "EVIL"];

    private static readonly string[] Paths =
        ["", "/", "*", "/a/b", "/a%2Fb", "/a%252Fb", "//evil/x", "/../x", "/a/../../x", "evil", "@evil", ":80", ".evil", "\\\\evil", "/é",
            "/%", "/a?b", "/a#b", "/\r\n", "/\ud800", "/ ", "http://evil/x"];

    [Fact]
    public void The_host_of_a_rebuilt_url_is_the_authoritys()
    {
        const int FewEnough = 10_000;
        var (first, count) = (FuzzSettings.First, FuzzSettings.Iterations(FewEnough));
        for (var iteration = first; iteration < first + count; iteration++)
        {
            var environ = Build(new FuzzCase(FuzzSettings.Seed, iteration).Random);
            var input = string.Join(
                ", ", new[] { "wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING",
                    "REQUEST_URI" }
                    .Where(environ.ContainsKey).Select(key => $"{key}={Escaping.Escape(environ[key] as string)}"));
            try
            {
                if (UrlInvariants.Violations(environ).FirstOrDefault() is { } violation)
                    throw FuzzFailure.Of(nameof(UrlFuzzTests), iteration, violation, input);
            }
            catch (Exception error) when (error is not FuzzFailure)
            {
                throw FuzzFailure.Of(nameof(UrlFuzzTests), iteration, error.ToString(), input);
            }
        }
    }

    private static Environ Build(Random random)
    {
        var environ = Environ.ForRequest("GET", random.Pick(["/", "/a/b?x=1", "/a%2Fb", "http://a/x", "https://[::1]:444/"]));
        if (random.Chance(70))
            environ["HTTP_HOST"] = Text(Hosts);
        else if (random.Chance(50))
            environ.Remove("HTTP_HOST");
        if (random.Chance(20))
            environ["SERVER_PORT"] = random.Pick(["80", "443", "8080", "0", "65535"]);
        if (random.Chance(60))
            environ["PATH_INFO"] = Text(Paths);
        if (random.Chance(30))
            environ["SCRIPT_NAME"] = Text(Paths);
        if (random.Chance(40))
            environ["QUERY_STRING"] = Text(Paths);
        if (random.Chance(40))
            environ["REQUEST_URI"] = Text(Paths);
        return environ;

        string Text(string[] texts) => random.Chance(50) ? random.Pick(texts) : TextMutator.Mutate(random.Pick(texts), random);
    }
}
