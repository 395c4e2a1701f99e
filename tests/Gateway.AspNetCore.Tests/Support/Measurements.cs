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
        _listener.Start();
    }

    /// <summary>What came with the measurements of every host.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>> Tags => _tags;

    public long Of(GatewayHost host, string instrument) => _sums.GetValueOrDefault((host.Services.GetRequiredService<IMeterFactory>(), instrument));

    public void Dispose() => _listener.Dispose();
}
