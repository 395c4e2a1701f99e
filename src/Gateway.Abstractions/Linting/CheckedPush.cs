using System.IO.Pipelines;

namespace Gateway;

/// <summary>The callback of <see cref="Body.Write"/> under the rules.</summary>
internal sealed class CheckedPush(LintLayer layer, WriterBody body)
{
    private readonly BodyWatch _watch = new(layer, isClosable: false, count: null);

    public async Task RunAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        _watch.Open();
        var checkedWriter = new CheckedPipeWriter(layer, writer);
        var outer = layer.BeginWork();
        try
        {
            await body.Writer(checkedWriter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            layer.EndWork(outer);
            checkedWriter.End();
        }

        // Whoever is told that nobody reads any more may stop.
        if (!checkedWriter.IsGivenUp && !cancellationToken.IsCancellationRequested)
            layer.Response.Complete();
        layer.ThrowIfUnclosed();
    }
}
