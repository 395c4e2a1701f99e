using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Toolkit;

/// <summary>The framework's buffering stream, closed at the end of the response and by nobody before.</summary>
internal sealed class RewindableStream(Stream input, RewindableInputOptions options)
    : FileBufferingReadStream(input, options.MemoryBytes, bufferLimit: null, options.TempDirectory)
{
    private bool _hasEnded;

    public void End()
    {
        _hasEnded = true;
        Dispose();
    }

    // Readers close what they read, and whoever comes after them wants to read again.
    protected override void Dispose(bool disposing)
    {
        if (_hasEnded)
            base.Dispose(disposing);
    }

    public override ValueTask DisposeAsync() => _hasEnded ? base.DisposeAsync() : default;
}
