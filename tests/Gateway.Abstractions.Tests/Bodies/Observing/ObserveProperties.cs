using FsCheck;
using FsCheck.Xunit;
using Gateway.Fakes;

namespace Gateway.Bodies.Observing;

/// <summary>Whatever the blocks and wherever the host stops: the observer is told what the host got, and the body is closed once.</summary>
public class ObserveProperties
{
    [Property]
    public async Task An_observer_sees_the_blocks_that_the_host_gets(byte[][] contents, NonNegativeInt most, bool isAsync, bool fails)
    {
        var blocks = contents.Select(content => content.Length == 0 ? "" : Convert.ToHexString(content)).ToArray();
        string[] texts = fails ? [.. blocks, "!"] : blocks;
        var log = new ObserverLog();
        var body = isAsync
            ? (object)Body.Observe(ObservableBodies.IterateAsync(texts), log) : Body.Observe(ObservableBodies.Iterate(texts), log);

        var error = await Record.ExceptionAsync(() => ObservableBodies.ServeAsync(body, isAsync, most.Get));

        var given = blocks.Take(most.Get).Select(text => text.Length == 0 ? "empty" : text);
        var isOver = most.Get > blocks.Length;
        string[] last = !isOver ? ["close"] : fails ? ["failure body", "close"] : ["end", "close"];
        log.Entries.ShouldBe([.. given, .. last]);
        (error is not null).ShouldBe(isOver && fails);
    }
}
