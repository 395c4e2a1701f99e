using System.Text;
using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests;

public sealed class CgiHostTests
{
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    [Fact]
    public async Task The_response_is_a_status_the_headers_and_the_body()
    {
        var answer = await CgiRequest.Get().RunAsync((environ, startResponse) =>
        {
            startResponse("303 See Other", [("Location", "/there"), .. Plain]);
            return Body.Text("there");
        });

        answer.Head.ShouldBe("Status: 303 See Other\r\nLocation: /there\r\nContent-Type: text/plain\r\nContent-Length: 5");
        answer.Text.ShouldBe("there");
        (answer.ExitCode, answer.Errors).ShouldBe((0, ""));
    }

    [Fact]
    public async Task No_byte_is_read_beyond_the_content_length()
    {
        var request = CgiRequest.Get(("REQUEST_METHOD", "POST"), ("CONTENT_LENGTH", "3"));
        request.Input = new MemoryStream("abcdef"u8.ToArray());

        var answer = await request.RunAsync((environ, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Body.Text(new StreamReader(environ.Input).ReadToEnd());
        });

        answer.Text.ShouldBe("abc");
        request.Input.Position.ShouldBe(3);
    }

    [Fact]
    public async Task A_request_without_a_length_has_no_body()
    {
        var request = CgiRequest.Get();
        request.Input = new MemoryStream("abcdef"u8.ToArray());

        await request.SeeAsync(environ => environ.Input.ReadByte().ShouldBe(-1));

        request.Input.Position.ShouldBe(0);
    }

    [Fact]
    public async Task An_app_cannot_make_a_good_response_of_a_body_that_was_cut_off()
    {
        var request = CgiRequest.Post("abc");
        request.Environment["CONTENT_LENGTH"] = "10";

        var answer = await request.RunAsync((environ, startResponse) =>
        {
            try
            {
                environ.Input.CopyTo(Stream.Null);
            }
            catch (IOException)
            {
                // As if it did not matter.
            }

            startResponse("200 OK", Plain);
            return Body.Text("fine");
        });

        answer.Status.ShouldBe("400 Bad Request");
    }

    [Fact]
    public async Task A_failure_before_the_head_is_a_whole_500_and_a_line_in_the_log()
    {
        var answer = await CgiRequest.Get(("REQUEST_URI", "/broken"), ("PATH_INFO", "/broken"))
            .RunAsync((GatewayApp)((_, _) => throw new InvalidOperationException("secret")));

        answer.Status.ShouldBe("500 Internal Server Error");
        answer.Text.ShouldNotContain("secret");
        answer.Errors.ShouldContain("/broken");
        answer.Errors.ShouldContain("secret");
        answer.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_after_the_head_ends_the_body_and_the_exit_code_tells()
    {
        static IEnumerable<ReadOnlyMemory<byte>> Failing()
        {
            yield return "first "u8.ToArray();
            throw new InvalidOperationException("secret");
        }

        var answer = await CgiRequest.Get().RunAsync((environ, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Failing();
        });

        answer.Text.ShouldBe("first ");
        answer.Errors.ShouldContain("after its head was sent");
        answer.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task The_log_of_an_app_cannot_control_a_terminal()
    {
        var answer = await CgiRequest.Get().RunAsync((environ, startResponse) =>
        {
            environ.Errors.Write("red \u001b[31m");
            startResponse("204 No Content", []);
            return Body.Empty;
        });

        answer.Errors.ShouldBe("red \\u001b[31m\n");
    }

    [Fact]
    public async Task A_host_serves_one_request()
    {
        var host = new CgiHost([], Stream.Null, new MemoryStream(), new MemoryStream());
        GatewayApp app = (environ, startResponse) =>
        {
            startResponse("204 No Content", []);
            return Body.Empty;
        };

        await host.RunAsync(app);

        (await Should.ThrowAsync<InvalidOperationException>(() => host.RunAsync(app))).Message.ShouldContain("one request");
    }

    [Fact]
    public async Task An_asynchronous_iterator_is_an_app()
    {
        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Plain);
            await Task.Yield();
            yield return "a"u8.ToArray();
            yield return "b"u8.ToArray();
        }

        using var output = new MemoryStream();

        (await new CgiHost(CgiRequest.Get().Environment, Stream.Null, output, Stream.Null).RunAsync(Blocks)).ShouldBe(0);

        Encoding.ASCII.GetString(output.ToArray()).ShouldBe("Status: 200 OK\r\nContent-Type: text/plain\r\n\r\nab");
    }
}
