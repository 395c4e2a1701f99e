namespace Gateway.Python.Protocol;

/// <summary>Which way a socket between host and worker is used.</summary>
internal enum Direction : byte
{
    Both,
    ToWorker,
    ToHost,
}
