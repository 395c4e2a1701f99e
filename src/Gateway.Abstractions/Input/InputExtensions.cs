using System.Runtime.CompilerServices;

namespace Gateway;

/// <summary>Reading <see cref="Environ.Input"/> line by line: PEP 3333's <c>readline()</c>, <c>readlines()</c> and iteration, in
/// bytes.</summary>
public static class InputExtensions
{
    /// <summary>The longest line that comes in one piece, unless another is given: 64 KiB.</summary>
    public const int DefaultMaxLineBytes = 64 * 1024;

    /// <summary>The lines of a stream, each with the <c>\n</c> it ends with; the last may have none.</summary>
    /// <param name="input">The stream, read as far as the lines are asked for; what is read ahead of them is lost to other readers.</param>
    /// <param name="maxLineBytes">A longer line comes in several pieces of this many bytes, so that no client decides how much memory it
    /// takes.</param>
    /// <returns>The lines; a line's memory is used again for the next.</returns>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(this Stream input, int maxLineBytes = DefaultMaxLineBytes)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLineBytes);
        return Read(input, new LineBuffer(maxLineBytes));

        static IEnumerable<ReadOnlyMemory<byte>> Read(Stream input, LineBuffer buffer)
        {
            var isEnd = false;
            while (true)
            {
                while (buffer.TryTake(isEnd, out var line))
                    yield return line;
                if (isEnd)
                    yield break;
                var read = input.Read(buffer.Free().Span);
                buffer.Filled(read);
                isEnd = read == 0;
            }
        }
    }

    /// <inheritdoc cref="Lines"/>
    /// <param name="input">The stream.</param>
    /// <param name="maxLineBytes">The longest line that comes in one piece.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(
        this Stream input, int maxLineBytes = DefaultMaxLineBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLineBytes);
        return ReadAsync(input, new LineBuffer(maxLineBytes), cancellationToken);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
            Stream input, LineBuffer buffer, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var isEnd = false;
            while (true)
            {
                while (buffer.TryTake(isEnd, out var line))
                    yield return line;
                if (isEnd)
                    yield break;
                var read = await input.ReadAsync(buffer.Free(), cancellationToken).ConfigureAwait(false);
                buffer.Filled(read);
                isEnd = read == 0;
            }
        }
    }
}
