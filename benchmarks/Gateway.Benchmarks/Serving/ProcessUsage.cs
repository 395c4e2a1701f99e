namespace Gateway.Benchmarks.Serving;

/// <summary>What processes have used since they began.</summary>
/// <param name="Microseconds">CPU time.</param>
/// <param name="KernelMicroseconds">The part of it that was spent in the kernel.</param>
/// <param name="Switches">How often a thread went to sleep, which is how often it has to be woken.</param>
internal readonly record struct ProcessUsage(double Microseconds, double KernelMicroseconds, long Switches)
{
    public static ProcessUsage operator +(ProcessUsage one, ProcessUsage other) => new(
        one.Microseconds + other.Microseconds, one.KernelMicroseconds + other.KernelMicroseconds, one.Switches + other.Switches);

    public static ProcessUsage operator -(ProcessUsage one, ProcessUsage other) => new(
        one.Microseconds - other.Microseconds, one.KernelMicroseconds - other.KernelMicroseconds, one.Switches - other.Switches);
}
