namespace Gateway.AspNetCore.Diagnostics;

/// <summary>The parts of an exchange that somebody listens to. A class of its own, so that others do not pay for the field.</summary>
internal sealed class RecordedParts(AppHost host, RequestProgress progress) : ExchangeParts(host)
{
    public override RequestProgress Progress => progress;
}
