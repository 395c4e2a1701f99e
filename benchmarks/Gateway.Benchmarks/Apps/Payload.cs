using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Benchmarks.Apps;

/// <summary>What the answers are made of.</summary>
internal static class Payload
{
    public const string HelloText = "Hello, World!";

    public const string UploadText = "10240";

    public static readonly byte[] Hello = "Hello, World!"u8.ToArray();

    /// <summary>Ten fields.</summary>
    public static readonly Order Order = new(1042, "Grace Hopper", "grace@example.org", "1 Compiler Road", "Arlington", "US", 3, 129.95m,
        true, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

    /// <summary>About 10 KB of JSON.</summary>
    public static readonly Order[] Orders = [.. Enumerable.Range(0, 52).Select(number => Order with { Id = 1000 + number })];

    /// <summary>The order, if that is its id.</summary>
    public static Order OrderOf(int id) => id == Order.Id ? Order : throw new InvalidOperationException($"There is no order {id}.");

    public static readonly string OrderText = JsonSerializer.Serialize(Order, PayloadJson.Default.Order);

    public static readonly string OrdersText = JsonSerializer.Serialize(Orders, PayloadJson.Default.OrderArray);
}
