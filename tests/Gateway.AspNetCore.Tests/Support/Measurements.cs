using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Adds up what the adapter's instruments measure, host by host.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(object? Factory, string Instrument), long> _sums = new();
    private readonly ConcurrentQueue<KeyValuePair<string, object?>> _tags = new();
    private readonly ConcurrentQueue<Recorded> _recorded = new();

    public Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Gateway.AspNetCore")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, measurement, tags, _) =>
        {
            _sums.AddOrUpdate((instrument.Meter.Scope, instrument.Name), measurement, (_, sum) => sum + measurement);
            foreach (var tag in tags)
                _tags.Enqueue(tag);
        });
        _listener.SetMeasurementEventCallback<double>((instrument, measurement, tags, _) =>
            _recorded.Enqueue(new(instrument.Meter.Scope, instrument.Name, measurement, [.. tags])));
        _listener.Start();
    }

    /// <summary>What came with the measurements of every host.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>> Tags => _tags;

    public long Of(GatewayHost host, string instrument) =>
        _sums.GetValueOrDefault((host.Services.GetRequiredService<IMeterFactory>(), instrument));

    /// <summary>What a histogram of one host recorded, one after the other.</summary>
    public IReadOnlyList<Recorded> RecordedBy(GatewayHost host, string instrument)
    {
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        return [.. _recorded.Where(recorded => recorded.Factory == (object)factory && recorded.Instrument == instrument)];
    }

    public void Dispose() => _listener.Dispose();
}
