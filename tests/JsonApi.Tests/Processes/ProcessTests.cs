using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace JsonApi.Tests;

/// <summary>What only a real process shows: TLS, HTTP/2, signals, exit codes.</summary>
public sealed partial class ProcessTests : IAsyncLifetime
{
    private SampleProcess _sample = null!;

    public async Task InitializeAsync() => _sample = await SampleProcess.StartAsync();

    public async Task DisposeAsync() => await _sample.DisposeAsync();

    [RequiringTheory("bash", "curl")]
    [InlineData("--http1.1", "200 1.1")]
    [InlineData("--http2", "200 2")]
    public async Task Curl_trusts_the_development_certificate(string version, string expected) =>
        (await CurlAsync(
            $"{version} --cacert '{_sample.PemPath}' -o /dev/null -w '%{{http_code}} %{{http_version}}' {_sample.Https}healthz"))
            .ShouldBe(expected);

    [RequiringFact("bash", "curl")]
    public async Task Curl_without_the_certificate_refuses_to_connect() =>
        (await Command.RunAsync($"curl -s {_sample.Https}healthz")).ShouldBe(("", 60));

    [RequiringFact("bash", "curl")]
    public async Task The_command_that_was_printed_works()
    {
        var command = (await _sample.LineAsync(PrintedCommand())).Groups[1].Value;

        (await CurlAsync(command)).ShouldBe("""{"items":[],"page":1,"size":20,"total":0}""");
    }

    [Fact]
    public async Task The_certificate_is_for_this_machine_and_no_authority()
    {
        using var certificate = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(_sample.PemPath));

        foreach (var host in (string[])["localhost", "127.0.0.1", "::1"])
            certificate.MatchesHostname(host).ShouldBeTrue(host);
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeFalse();
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Single()
            .Value.ShouldBe("1.3.6.1.5.5.7.3.1");
        (certificate.NotAfter - certificate.NotBefore).ShouldBeLessThan(TimeSpan.FromDays(8));
        (await File.ReadAllTextAsync(_sample.PemPath)).ShouldNotContain("PRIVATE");
    }

    [RequiringFact("bash", "curl")]
    public async Task A_chunked_upload_is_taken() =>
        (await CurlAsync(
            $$"""-H 'Transfer-Encoding: chunked' -H 'Content-Type: application/json' """
                + $$"""-d '{"title": "foobar", "content": "This is a post."}' {{_sample.Http}}articles"""))
            .ShouldBe("""{"status":201,"message":"created"}""");

    [RequiringFact("bash")]
    public async Task The_healthcheck_succeeds_beside_a_server_that_is_well()
    {
        var (output, exitCode) = await HealthcheckAsync($"--healthcheck --urls '{_sample.Https};{_sample.Http}'");

        output.ShouldBe($"{_sample.Http}healthz answers 200\n");
        exitCode.ShouldBe(0);
    }

    [RequiringFact("bash")]
    public async Task The_healthcheck_finds_the_port_a_container_image_sets() =>
        (await HealthcheckAsync("--healthcheck", $"ASPNETCORE_HTTP_PORTS={_sample.Http.Port}")).ExitCode.ShouldBe(0);

    [RequiringFact("bash")]
    public async Task The_healthcheck_fails_beside_a_store_that_is_not()
    {
        BrokenStore.Break(_sample.StorePath);

        var (output, exitCode) = await HealthcheckAsync($"--urls {_sample.Http} --healthcheck");

        output.ShouldBe($"{_sample.Http}healthz answers 503\n");
        exitCode.ShouldBe(1);
    }

    [RequiringFact("bash")]
    public async Task The_healthcheck_fails_beside_no_server()
    {
        _sample.Signal();
        await _sample.ExitCodeAsync();

        (await HealthcheckAsync($"--healthcheck --urls {_sample.Http}")).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task An_upload_in_flight_at_the_end_is_finished_and_answered(string signal)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_sample.Http.Host, _sample.Http.Port);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);

        // The server sends 100 Continue when the app asks for the body: from then on the request is in flight.
        const string Body = """{"title": "slow", "content": "This is a post."}""";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + $"application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 100 Continue");
        (await reader.ReadLineAsync()).ShouldBe("");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body[..10]));

        _sample.Signal(signal);
        await _sample.LineAsync(ShuttingDown());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body[10..]));

        (await reader.ReadToEndAsync()).ShouldSatisfyAllConditions(
            answer => answer.ShouldStartWith("HTTP/1.1 201 Created\r\n"),
            answer => answer.ShouldEndWith("""{"status":201,"message":"created"}"""));
        (await _sample.ExitCodeAsync()).ShouldBe(0);

        await using var database = Database.Of(null, _sample.StorePath);
        (await new ArticleStore(database).FindAsync(1))!.Title.ShouldBe("slow");
    }

    [RequiringFact("bash", "curl")]
    public async Task The_store_is_closed_in_the_end()
    {
        await CurlAsync($"{_sample.Http}articles");

        _sample.Signal();

        (await _sample.ExitCodeAsync()).ShouldBe(0);
        Directory.GetFiles(Path.Combine(_sample.Folder, "data")).Select(Path.GetFileName).Order()
            .ShouldBe(["articles.db", "localhost.pem"]);
    }

    private static async Task<string> CurlAsync(string arguments)
    {
        var (output, exitCode) = await Command.RunAsync($"curl -sS {arguments}");
        exitCode.ShouldBe(0, output);
        return output;
    }

    private static Task<(string Output, int ExitCode)> HealthcheckAsync(string arguments, string environment = "") =>
        Command.RunAsync(
            $"env -u ASPNETCORE_URLS -u ASPNETCORE_HTTP_PORTS {environment} dotnet '{typeof(Program).Assembly.Location}' {arguments}");

    [GeneratedRegex("Try: curl (.*)")]
    private static partial Regex PrintedCommand();

    [GeneratedRegex("Application is shutting down")]
    private static partial Regex ShuttingDown();
}
