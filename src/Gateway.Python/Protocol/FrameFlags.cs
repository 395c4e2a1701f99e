namespace Gateway.Python.Protocol;

/// <summary>The meaning of a frame from a worker.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>The response is whole.</summary>
    Last = 1,

    /// <summary>The request has ended, close() included: the slot is free.</summary>
    Idle = 2,

    /// <summary>The app raised: the block is the traceback.</summary>
    Error = 4,

    /// <summary>The app reads on in the request body: up to as many bytes as the block is said to be long.</summary>
    Need = 8,

    /// <summary>The block names a part of an open file to send. The worker waits until it is told whether that works.</summary>
    File = 16,

    /// <summary>The block is text for wsgi.errors.</summary>
    Log = 32,

    /// <summary>The app is loaded.</summary>
    Ready = 64,
}
