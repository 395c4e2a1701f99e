using Gateway.Benchmarks.Reporting;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Benchmarks.Adapter;

/// <summary>Something that answers a request, to be compared with its raw twin.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Twin">The name of what it is compared with; null for what others are compared with.</param>
/// <param name="Kind">Whose it is.</param>
/// <param name="Request">The request.</param>
/// <param name="Expected">The whole body of the right answer.</param>
/// <param name="Configure">Its pipeline.</param>
internal sealed record AdapterVariant(
    string Name, string? Twin, BarKind Kind, byte[] Request, string Expected, Action<WebApplication> Configure)
{
    /// <summary>Nanoseconds of CPU time per request, a sample per round.</summary>
    public Samples Times { get; } = new();

    /// <summary>Bytes allocated per request.</summary>
    public long Bytes { get; set; }
}
