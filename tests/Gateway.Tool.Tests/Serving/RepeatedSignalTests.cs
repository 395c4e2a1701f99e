using System.Runtime.InteropServices;
using Gateway.Tool.Serving;

namespace Gateway.Tool.Tests.Serving;

/// <summary>Which second signal ends the process at once.</summary>
public sealed class RepeatedSignalTests
{
    private readonly Clock _clock = new();
    private readonly List<int> _exits = [];

    [Fact]
    public void A_sigterm_within_a_second_is_the_same_wish_and_a_later_one_ends_at_once()
    {
        using var signals = new Signals(_clock, _exits.Add);

        signals.Stop(PosixSignal.SIGTERM);
        signals.Stop(PosixSignal.SIGTERM);
        _clock.Milliseconds = 999;
        signals.Stop(PosixSignal.SIGTERM);
        signals.Stopping.IsCancellationRequested.ShouldBeTrue();
        _exits.ShouldBeEmpty();

        _clock.Milliseconds = 1000;
        signals.Stop(PosixSignal.SIGTERM);
        _exits.ShouldBe([143]);
    }

    [Fact]
    public void A_second_sigint_ends_at_once()
    {
        using var signals = new Signals(_clock, _exits.Add);

        signals.Stop(PosixSignal.SIGINT);
        signals.Stop(PosixSignal.SIGINT);

        _exits.ShouldBe([130]);
    }

    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
