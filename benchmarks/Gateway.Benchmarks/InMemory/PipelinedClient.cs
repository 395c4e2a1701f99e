using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Gateway.Benchmarks.InMemory;

/// <summary>Sends one request over and over, several at a time, and allocates nothing while it does.</summary>
/// <remarks>The server runs on the thread that calls <see cref="Send"/>, unless the server itself changes threads.</remarks>
internal sealed class PipelinedClient : IDisposable
{
    /// <summary>How many requests are sent at once, unless another number is given.</summary>
    public const int DefaultDepth = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IDuplexPipe _connection;
    private readonly byte[] _request;
    private readonly byte[] _requests;
    private readonly ManualResetEventSlim _arrived = new();
    private readonly Action _setArrived;
    private int _answerLength;

    public PipelinedClient(IDuplexPipe connection, ReadOnlySpan<byte> request, int depth)
    {
        _connection = connection;
        _request = request.ToArray();
        _requests = new byte[request.Length * depth];
        for (var index = 0; index < depth; index++)
            request.CopyTo(_requests.AsSpan(index * request.Length));
        _setArrived = _arrived.Set;
        Depth = depth;
    }

    /// <summary>How many requests are sent at once.</summary>
    public int Depth { get; }

    /// <summary>Whether everything so far was answered on the thread that sent it, so that this thread's allocations are all there
    /// are.</summary>
    public bool IsAnsweredInline { get; private set; } = true;

    /// <summary>Sends one request and gives the whole answer, chunks joined. To be called first: it learns how long an answer is.</summary>
    public Answer Ask()
    {
        Push(_request);
        var bytes = new MemoryStream();
        while (true)
        {
            var read = Read();
            foreach (var segment in read.Buffer)
                bytes.Write(segment.Span);
            _connection.Input.AdvanceTo(read.Buffer.End);
            var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            if (Answer.TryParse(text) is { } answer)
            {
                _answerLength = (int)bytes.Length;
                return answer;
            }

            if (read.IsCompleted)
                throw new InvalidOperationException($"The server ended the connection after: {text}");
        }
    }

    /// <summary>Sends batches of <see cref="Depth"/> requests, each when the one before it is answered.</summary>
    /// <param name="batches">How many.</param>
    /// <exception cref="InvalidOperationException">The answers have another length than the one <see cref="Ask"/> saw.</exception>
    public void Send(int batches)
    {
        if (_answerLength == 0)
            throw new InvalidOperationException("Ask first, to learn how long an answer is.");
        for (var batch = 0; batch < batches; batch++)
        {
            Push(_requests);
            for (var left = (long)_answerLength * Depth; left > 0;)
            {
                var read = Read();
                left -= read.Buffer.Length;
                _connection.Input.AdvanceTo(read.Buffer.End);
                if (left < 0 || (left > 0 && read.IsCompleted))
                    throw new InvalidOperationException($"An answer is not of {_answerLength} bytes as the first one was.");
            }
        }
    }

    public void Dispose()
    {
        _connection.Output.Complete();
        _connection.Input.Complete();
        _arrived.Dispose();
    }

    private void Push(byte[] bytes)
    {
        _connection.Output.Write(bytes);
        var flush = _connection.Output.FlushAsync();
        if (flush.IsCompleted)
            flush.GetAwaiter().GetResult();
        else
            throw new InvalidOperationException("The connection is without limits, and yet it holds bytes back.");
    }

    private ReadResult Read()
    {
        if (_connection.Input.TryRead(out var result))
            return result;

        IsAnsweredInline = false;
#pragma warning disable CA2012 // Consumed once; an await would allocate.
        var reading = _connection.Input.ReadAsync().GetAwaiter();
#pragma warning restore CA2012
        if (!reading.IsCompleted)
        {
            _arrived.Reset();
            reading.UnsafeOnCompleted(_setArrived);
            if (!_arrived.Wait(Patience))
                throw new TimeoutException($"No answer within {Patience}; or one shorter than the {_answerLength} bytes of the first.");
        }

        return reading.GetResult();
    }
}
