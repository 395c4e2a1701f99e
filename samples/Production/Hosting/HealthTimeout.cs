namespace Production;

/// <summary>How long a health check may take. A load balancer should wait longer for the whole response.</summary>
internal static class HealthTimeout
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
}
