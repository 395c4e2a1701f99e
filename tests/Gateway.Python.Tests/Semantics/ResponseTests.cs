using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Semantics;

[Requires(Support.Python.Program)]
public sealed class ResponseTests(BehaviourFixture python) : IClassFixture<BehaviourFixture>
{
    [RequiringTheory]
    [InlineData("/hello", "Hello World!")]
    [InlineData("/several_blocks", "one two three")]
    [InlineData("/start_in_next", "late")]
    [InlineData("/write_then_iterable", "written twice and returned")]
    public async Task An_app_behind_wsgiref_validate_sends_its_blocks(string path, string expected)
    {
        var response = await python.Validated.Get(path);
        response.Status.ShouldBe("200 OK");
        response.Text.ShouldBe(expected);
        python.Log.ShouldNotContain("AssertionError");
    }

    [RequiringTheory]
    [InlineData("/start_late", "200 OK", "late")]
    [InlineData("/start_without_block", "404 Not Found", "")]
    [InlineData("/replace_in_iteration", "500 Replaced", "replaced")]
    [InlineData("/write_in_iteration", "200 OK", "written and yielded")]
    public async Task The_head_waits_for_the_first_byte(string path, string status, string text)
    {
        var response = await python.Plain.Get(path);
        response.Status.ShouldBe(status);
        response.Text.ShouldBe(text);
    }

    [RequiringFact]
    public async Task A_list_of_one_block_gets_its_length()
    {
        var response = await python.Plain.Get("/hello");
        response.Headers["Content-Length"].ShouldBe("12");
    }

    [RequiringFact]
    public async Task A_head_request_gets_no_body() =>
        (await python.Validated.Head("/hello")).Bytes.Length.ShouldBe(0);

    [RequiringFact]
    public async Task A_response_without_content_has_no_body()
    {
        var response = await python.Validated.Get("/no_content");
        response.Status.ShouldBe("204 No Content");
        response.Bytes.Length.ShouldBe(0);
    }

    [RequiringFact]
    public async Task A_head_that_was_not_sent_is_replaced_with_exc_info()
    {
        var response = await python.Validated.Get("/replace_head");
        response.Status.ShouldBe("500 Replaced");
        response.Text.ShouldBe("replaced");
    }

    [RequiringTheory]
    [InlineData("/raise_again_after_head", "after the head")]
    [InlineData("/raise_after_block", "in the generator")]
    public async Task An_exception_after_the_head_breaks_the_response_off(string path, string message)
    {
        var error = await Should.ThrowAsync<ResponseAbortedException>(() => python.Plain.Get(path));
        error.ToString().ShouldContain(message);
    }

    [RequiringTheory]
    [InlineData("/raise_before_head", "in raise_before_head\n    raise KeyError('before start_response')\nKeyError")]
    [InlineData("/no_start_response", "without calling start_response")]
    [InlineData("/start_twice", "second time without exc_info")]
    [InlineData("/yields_text", "str where WSGI wants bytes")]
    [InlineData("/header_with_line_end", "control character")]
    [InlineData("/hop_by_hop", "Connection is a hop-by-hop header")]
    [InlineData("/exit_app", "SystemExit: 1")]
    public async Task A_failure_before_the_head_carries_the_traceback_of_python(string path, string message)
    {
        var error = await Should.ThrowAsync<PythonException>(() => python.Plain.Get(path));
        error.Message.ShouldStartWith("Traceback (most recent call last)");
        error.Message.ShouldContain(message);
        (await python.Plain.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task A_failing_close_does_not_spoil_a_whole_response() =>
        (await python.Plain.Get("/raise_in_close")).Text.ShouldBe("good");

    [RequiringFact]
    public async Task A_body_shorter_than_declared_is_not_passed_off_as_whole() =>
        await Should.ThrowAsync<Exception>(() => python.Plain.Get("/too_short"));

    [RequiringFact]
    public async Task No_more_is_sent_than_was_declared() =>
        (await python.Plain.Get("/too_long")).Text.ShouldBe("12345");

    [RequiringTheory]
    [InlineData("/file")]
    [InlineData("/file?raw")]
    public async Task A_file_wrapper_sends_an_open_file_from_its_position(string target)
    {
        var response = await python.Plain.Get(target);
        response.Bytes.Length.ShouldBe(499_990);
        response.Text.ShouldStartWith("0123456789");
    }

    [RequiringFact]
    public async Task A_file_wrapper_sends_no_more_than_was_declared() =>
        (await python.Plain.Get("/file_part")).Text.ShouldBe("\"\"\"A WS");

    [RequiringFact]
    public async Task A_file_within_the_roots_is_sent_for_x_sendfile()
    {
        var path = Path.Combine(Support.Python.Apps, "broken.py");
        var response = await python.Plain.Get($"/sendfile?{path}");
        response.Text.ShouldBe(await File.ReadAllTextAsync(path));
        response.Headers.Any(header => header.Name == "X-Sendfile").ShouldBeFalse();
    }

    [RequiringTheory]
    [InlineData("/etc/passwd")]
    [InlineData("broken.py")]
    public async Task A_file_outside_the_roots_is_not_sent(string path) =>
        (await Should.ThrowAsync<PythonException>(() => python.Plain.Get($"/sendfile?{path}"))).Message.ShouldContain("SendfileRoots");

    [RequiringFact]
    public async Task What_goes_to_errors_arrives_in_lines()
    {
        var response = await python.Validated.Get("/log");
        response.Errors.ShouldContain("first line");
        response.Errors.ShouldContain("second line");
    }

    [RequiringFact]
    public async Task A_stream_that_the_client_leaves_is_closed()
    {
        await using (var response = await python.Plain.Open("/stream_forever"))
            (await response.Body.ReadAsync(new byte[5])).ShouldBe(5);
        (await python.Plain.Get("/closed_yet")).Text.ShouldBe("yes");
    }

    [RequiringFact]
    public async Task An_iterable_is_closed_once()
    {
        var before = int.Parse((await python.Plain.Get("/closes")).Text, null);
        await python.Plain.Get("/several_blocks");
        await Eventually.Becomes(before + 1, async () => int.Parse((await python.Plain.Get("/closes")).Text, null));
    }

    [RequiringFact]
    public async Task Large_responses_arrive_whole()
    {
        var response = await python.Plain.Get("/many_bytes?200");
        response.Bytes.Length.ShouldBe(200 * 65536);
    }
}
