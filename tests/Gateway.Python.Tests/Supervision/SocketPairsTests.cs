using System.Net.Sockets;
using Gateway.Python.Protocol;
using Gateway.Python.Supervision;

namespace Gateway.Python.Tests.Supervision;

/// <summary>The two sockets of a slot.</summary>
public sealed class SocketPairsTests : IDisposable
{
    private readonly List<(Socket ToWorker, Socket ToHost)> _connected = [];
    private readonly CancellationTokenSource _late = new();
    private readonly Socket _first = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket _second = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SocketPairs _pairs;

    public SocketPairsTests() => _pairs = new((_, toWorker, toHost) => _connected.Add((toWorker, toHost)));

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _late.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_sockets_with_the_same_number_belong_together_in_any_order(bool startsWithTheOneToTheWorker)
    {
        var (one, other) = startsWithTheOneToTheWorker
            ? (Direction.ToWorker, Direction.ToHost)
            : (Direction.ToHost, Direction.ToWorker);
        var waiting = _pairs.AddAsync(Of(1, one), _first, _late.Token);
        _connected.ShouldBeEmpty();
        await _pairs.AddAsync(Of(1, other), _second, _late.Token);
        await waiting;

        _connected.ShouldBe([startsWithTheOneToTheWorker ? (_first, _second) : (_second, _first)]);
        await _late.CancelAsync();
        IsClosed(_first).ShouldBeFalse();
    }

    [Fact]
    public async Task Sockets_with_different_numbers_wait_and_are_closed_when_they_are_late()
    {
        var waiting = Task.WhenAll(
            _pairs.AddAsync(Of(1, Direction.ToWorker), _first, _late.Token),
            _pairs.AddAsync(Of(2, Direction.ToHost), _second, _late.Token));
        await _late.CancelAsync();
        await waiting;

        _connected.ShouldBeEmpty();
        (IsClosed(_first), IsClosed(_second)).ShouldBe((true, true));
    }

    [Fact]
    public async Task A_second_socket_for_the_same_direction_is_closed_and_the_first_waits_on()
    {
        var waiting = _pairs.AddAsync(Of(1, Direction.ToWorker), _first, _late.Token);
        await _pairs.AddAsync(Of(1, Direction.ToWorker), _second, _late.Token);

        _connected.ShouldBeEmpty();
        (IsClosed(_first), IsClosed(_second)).ShouldBe((false, true));
        await _late.CancelAsync();
        await waiting;
    }

    [Fact]
    public async Task A_socket_for_both_directions_needs_no_other()
    {
        await _pairs.AddAsync(Of(1, Direction.Both), _first, _late.Token);
        _connected.ShouldBe([(_first, _first)]);
    }

    private static bool IsClosed(Socket socket) => socket.SafeHandle.IsClosed;

    private static Hello Of(uint pair, Direction direction) => new(Worker: 1, ProcessId: 2, Slot: 0, pair, direction);
}
