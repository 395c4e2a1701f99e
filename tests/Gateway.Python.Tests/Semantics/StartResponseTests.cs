using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Semantics;

/// <summary>When the head may be given and sent.</summary>
/// <remarks>The four faults of https://github.com/pgjones/hypercorn/issues/331.</remarks>
[Requires(Support.Python.Program)]
public sealed class StartResponseTests(BehaviourFixture python) : IClassFixture<BehaviourFixture>
{
    [RequiringFact]
    public async Task A_generator_may_call_start_response_after_an_empty_block()
    {
        var response = await python.Plain.Get("/start_late");
        response.Status.ShouldBe("200 OK");
        response.Text.ShouldBe("late");
    }

    [RequiringTheory]
    [InlineData("/start_without_block")]
    [InlineData("/start_without_block_or_length")]
    public async Task A_generator_without_a_block_sends_its_head(string path)
    {
        var response = await python.Validated.Get(path);
        response.Status.ShouldBe("404 Not Found");
        response.Bytes.Length.ShouldBe(0);
    }

    [RequiringTheory]
    [InlineData("/start_twice")]
    [InlineData("/start_twice_in_generator")]
    public async Task A_second_call_without_exc_info_raises_in_the_app(string path) =>
        (await Should.ThrowAsync<PythonException>(() => python.Plain.Get(path))).Message.ShouldContain("second time without exc_info");

    [RequiringFact]
    public async Task A_second_call_with_exc_info_after_a_block_raises_it_again()
    {
        var error = await Should.ThrowAsync<ResponseAbortedException>(() => python.Plain.Get("/start_again_after_block"));
        error.ToString().ShouldContain("ValueError: after the block");
        (await python.Plain.Get("/raised_again")).Text.ShouldBe("ValueError('after the block')");
    }
}
