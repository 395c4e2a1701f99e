using Gateway.Hosting;

namespace Gateway.Toolkit;

/// <summary>Options of <see cref="AccessLog"/>.</summary>
public sealed class AccessLogOptions
{
    /// <summary>The format of a line. Default: <see cref="AccessLogFormat.Combined"/>.</summary>
    public AccessLogFormat Format { get; set; } = AccessLogFormat.Combined;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
