using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway;

/// <summary>A response body that serves both app shapes: blocks to enumerate, synchronously or asynchronously.</summary>
/// <remarks>A host recognises the kinds of body and takes a faster way with them; middleware that only enumerates sees ordinary blocks.
/// A body is enumerated at most once, and closed by the code that received it.</remarks>
public abstract partial class Body
    : IEnumerable<ReadOnlyMemory<byte>>, IAsyncEnumerable<ReadOnlyMemory<byte>>, IDisposable, IAsyncDisposable
{
    private protected Body()
    {
    }

    /// <summary>A body without any block.</summary>
    public static Body Empty { get; } = new MemoryBody(default);

    /// <summary>The body's length in bytes, where it is known before anything is produced; else null.</summary>
    public virtual long? Length => null;

    /// <summary>A body of one block.</summary>
    /// <param name="bytes">The block; not copied.</param>
    public static Body Bytes(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? Empty : new MemoryBody(bytes);

    /// <summary>A body of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="encoding">Its encoding; UTF-8 unless given. No byte order mark is written.</param>
    public static Body Text(string text, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Bytes((encoding ?? Encoding.UTF8).GetBytes(text));
    }

    /// <summary>A body of JSON, serialised at once, so that a failure surfaces in the app's own frame.</summary>
    /// <param name="value">The value.</param>
    /// <param name="typeInfo">How to write it, from a <c>JsonSerializerContext</c>: no reflection, fit for NativeAOT.</param>
    public static Body Json<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return Bytes(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));
    }

    /// <summary>A body of JSON, serialised at once by reflection.</summary>
    /// <param name="value">The value.</param>
    /// <param name="options">How to write it; unless given, the conventions of the web (camelCase).</param>
    /// <example>
    /// <code>
    /// startResponse("200 OK", [("Content-Type", "application/json")]);
    /// return Body.Json(new { Id = 1, Title = "foobar" });
    /// </code>
    /// </example>
    [RequiresUnreferencedCode("Serialises by reflection. Pass a JsonTypeInfo instead.")]
    [RequiresDynamicCode("Serialises by reflection. Pass a JsonTypeInfo instead.")]
    public static Body Json<T>(T value, JsonSerializerOptions? options = null) =>
        Bytes(JsonSerializer.SerializeToUtf8Bytes(value, options ?? JsonSerializerOptions.Web));

    /// <summary>A body of a file, or a part of one.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="offset">Where to begin, in bytes.</param>
    /// <param name="count">How many bytes; null for all from <paramref name="offset"/> on.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within the file.</exception>
    /// <example>
    /// <code>
    /// startResponse("200 OK", [("Content-Type", "image/png")]);
    /// return Body.File("logo.png");
    /// </code>
    /// </example>
    public static Body File(string path, long offset = 0, long? count = null) => new FileBody(path, offset, count);

    /// <summary>A body read from a stream, from its current position to its end: PEP 3333's <c>wsgi.file_wrapper</c>. Nothing is read
    /// until the host does; closing the body closes the stream.</summary>
    /// <param name="stream">A readable stream.</param>
    /// <param name="blockSize">The most bytes a block has.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static Body Stream(Stream stream, int blockSize = StreamBody.DefaultBlockSize) => new StreamBody(stream, blockSize);

    /// <summary>A body that is pushed: the callback writes when it has something, and each flush sends it.</summary>
    /// <param name="write">Writes the body; the token is cancelled when the client has gone. Neither it nor the host needs to complete
    /// the writer.</param>
    public static Body Write(Func<PipeWriter, CancellationToken, Task> write) => new WriterBody(write);

    /// <inheritdoc/>
    public abstract IEnumerator<ReadOnlyMemory<byte>> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public abstract IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default);

    /// <summary>Closes the body, PEP 3333's <c>close()</c>, whether or not it was enumerated.</summary>
    public void Dispose()
    {
        if (Observation is null)
            Close();
        else
            Observation.Dispose();
    }

    /// <summary>Closes the body without blocking, whether or not it was enumerated.</summary>
    /// <returns>A task that completes when it is closed.</returns>
    public ValueTask DisposeAsync() => Observation is null ? CloseAsync() : Observation.DisposeAsync();

    private protected virtual void Close()
    {
    }

    private protected virtual ValueTask CloseAsync()
    {
        Close();
        return default;
    }
}
