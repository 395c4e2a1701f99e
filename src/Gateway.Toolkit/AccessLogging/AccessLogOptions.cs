namespace Gateway.Toolkit;

/// <summary>Options of <see cref="AccessLog"/>.</summary>
public sealed class AccessLogOptions
{
    /// <summary>How a line is written. Default: combined.</summary>
    public AccessLogFormat Format { get; set; }

    /// <summary>What the time is. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
