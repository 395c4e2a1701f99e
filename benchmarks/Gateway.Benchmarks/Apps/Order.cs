namespace Gateway.Benchmarks.Apps;

/// <summary>Something to write as JSON.</summary>
internal sealed record Order(
    int Id, string Name, string Email, string Street, string City, string Country, int Items, decimal Total, bool IsPaid, DateTime Placed);
