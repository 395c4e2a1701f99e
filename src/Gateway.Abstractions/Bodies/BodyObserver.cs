using System.Net.WebSockets;

namespace Gateway;

/// <summary>Sees what becomes of one response body; see <see cref="Body.Observe(Body, BodyObserver)"/>. Every member does nothing unless
/// it is overridden.</summary>
/// <remarks>
/// <para>The calls come in this order: <see cref="OnBlock"/> or <see cref="OnBytes"/> any number of times, then at most one of
/// <see cref="OnEnd"/> and
/// <see cref="OnFailure"/>, then <see cref="OnClose"/>. Where the host stops early, because the client has gone or has all it may get,
/// only the close comes.
/// They never overlap.</para>
/// <para>An exception thrown here before the close takes the place of the block: it ends the response like a failure of the body itself,
/// and
/// <see cref="Replace"/> and <see cref="OnFailure"/> are told of it as well. The body is closed all the same.</para>
/// <para>An observer that keeps state of one response observes one body only.</para>
/// </remarks>
public abstract class BodyObserver
{
    /// <summary>An observer that does nothing, for a body that only has to be opened and closed in order.</summary>
    internal static BodyObserver None { get; } = new Nothing();

    /// <summary>A block has been produced and is handed on next. Unless overridden, it calls <see cref="OnBytes"/> for a block that is
    /// not empty.</summary>
    /// <remarks>Not called for a file that a host sends without reading it, which is told to <see cref="OnBytes"/> only, and for a
    /// WebSocket, which has no blocks.</remarks>
    /// <param name="block">The block, which may be empty. Its memory is the body's: valid during this call only, and not to be
    /// changed.</param>
    protected internal virtual void OnBlock(ReadOnlyMemory<byte> block)
    {
        if (!block.IsEmpty)
            OnBytes(block.Length);
    }

    /// <summary>Takes the place of <see cref="OnBlock"/> where the body is enumerated asynchronously. Unless overridden, it calls
    /// that.</summary>
    /// <param name="block">The block, which may be empty. Its memory is the body's: valid until the task completes, and not to be
    /// changed.</param>
    /// <returns>A task that completes when the block may be handed on.</returns>
    protected internal virtual ValueTask OnBlockAsync(ReadOnlyMemory<byte> block)
    {
        OnBlock(block);
        return default;
    }

    /// <summary>Bytes are handed on next: those of one block, or of a whole file.</summary>
    /// <param name="count">The number of bytes, at least 1.</param>
    protected internal virtual void OnBytes(long count)
    {
    }

    /// <summary>The body has ended: the host has taken all of it.</summary>
    protected internal virtual void OnEnd()
    {
    }

    /// <summary>Takes the place of <see cref="OnEnd"/> where the body is enumerated asynchronously. Unless overridden, it calls
    /// that.</summary>
    /// <returns>A task that completes when the host may be told of the end.</returns>
    protected internal virtual ValueTask OnEndAsync()
    {
        OnEnd();
        return default;
    }

    /// <summary>Offers another body in the place of one that has failed before its first byte. The new body is observed as well.</summary>
    /// <remarks>The status can be replaced, too: call start_response with <paramref name="exception"/> (PEP 3333, "Error
    /// Handling").</remarks>
    /// <param name="exception">The exception that the body threw.</param>
    /// <returns>The body to go on with; null to let the exception go on, which <see cref="OnFailure"/> is then told.</returns>
    protected internal virtual Body? Replace(Exception exception) => null;

    /// <summary>Producing or closing the body has failed, and the exception goes on to the host.</summary>
    /// <param name="exception">The exception.</param>
    protected internal virtual void OnFailure(Exception exception)
    {
    }

    /// <summary>The body is closed. Called exactly once by a host that keeps the rules, whether or not the body was enumerated.</summary>
    protected internal virtual void OnClose()
    {
    }

    /// <summary>Enumeration begins, or the callback of a <see cref="WriterBody"/>, or a file is about to be sent.</summary>
    internal virtual void OnOpen()
    {
    }

    /// <summary>The next block is asked for, or a callback is about to run.</summary>
    internal virtual void OnStep()
    {
    }

    /// <summary>The step that <see cref="OnStep"/> began is over, however it went.</summary>
    internal virtual void OnStepped()
    {
    }

    /// <summary>The callback of a <see cref="WriterBody"/> has returned, and its writer is used all the same.</summary>
    internal virtual void OnLateWrite()
    {
    }

    /// <summary>The handler of a <see cref="WebSocketBody"/> is about to run.</summary>
    internal virtual void OnSocket(WebSocket socket)
    {
    }

    /// <summary>The body is about to be closed; it may have been closed before.</summary>
    internal virtual void OnClosing(bool isEnumeratorOpen)
    {
    }

    private sealed class Nothing : BodyObserver;
}
