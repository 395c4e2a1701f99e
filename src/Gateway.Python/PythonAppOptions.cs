using System.Diagnostics.CodeAnalysis;

namespace Gateway.Python;

/// <summary>How a <see cref="PythonApp"/> runs its worker processes. It binds to configuration.</summary>
public sealed class PythonAppOptions
{
    /// <summary>The folder that the workers run in, and import from; null for the current one.</summary>
    public string? Directory { get; set; }

    /// <summary>
    /// The Python interpreter, CPython 3.9 or later. Null for the one in <see cref="VirtualEnvironment"/>, else <c>python3</c> on the path.
    /// </summary>
    public string? Interpreter { get; set; }

    /// <summary>
    /// The folder of a virtual environment; null for the one in the variable <c>VIRTUAL_ENV</c>, if any. Relative to <see
    /// cref="Directory"/>.
    /// </summary>
    public string? VirtualEnvironment { get; set; }

    /// <summary>How many worker processes run.</summary>
    public int Workers { get; set; } = 2;

    /// <summary>
    /// How many requests each worker serves at the same time, each in a thread. The app must be thread-safe for more than one.
    /// </summary>
    public int Threads { get; set; } = 1;

    /// <summary>
    /// Whether one process imports the app and the workers are forked from it, which shares memory. Not on Windows.
    /// Threads and connections that the app opens while it is imported do not survive.
    /// </summary>
    public bool Preload { get; set; }

    /// <summary>Whether <c>wsgiref.validate</c> of Python checks the app, and the worker, at every request. For development.</summary>
    public bool Validate { get; set; }

    /// <summary>Whether a change of a <c>.py</c> file below <see cref="Directory"/> reloads the app.</summary>
    public bool Reload { get; set; }

    /// <summary>How long a worker may take to import the app.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the app may be silent: until the head of its response, and between two blocks. Time in which it waits for the client does
    /// not count.
    /// Then an exception is raised in its thread, and the worker is killed if that does not help. Zero for no limit.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the requests of a worker that is replaced or stopped may still take.</summary>
    public TimeSpan GracefulTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many requests may wait for a free worker; one more gets 503.</summary>
    public int QueueLimit { get; set; } = 1000;

    /// <summary>
    /// The share of <see cref="QueueLimit"/> that may be taken while the app is ready for more, from 0 to 1: past it, <see
    /// cref="PythonApp.ReasonNotReady"/> is set and the health check unhealthy. 1 is without a limit.
    /// </summary>
    public double ReadyQueueShare { get; set; } = 0.8;

    /// <summary>How long a request may wait for a free worker; then it gets 503.</summary>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much of a request body is read before a worker is taken, in bytes, so that a slow upload holds none. Zero passes the body on as
    /// it comes.
    /// A client that waits for <c>100 Continue</c> is not read ahead of the app.
    /// </summary>
    public int ReadAhead { get; set; } = 1 << 20;

    /// <summary>How much of a response is kept for a client that reads slowly, in bytes, so that it holds no worker.</summary>
    public int WriteBehind { get; set; } = 4 << 20;

    /// <summary>After how many requests a worker is replaced, give or take a tenth. Zero for never.</summary>
    public int MaxRequests { get; set; }

    /// <summary>At which age a worker is replaced, give or take a tenth. Zero for never.</summary>
    public TimeSpan MaxAge { get; set; }

    /// <summary>At how much memory a worker is replaced, in bytes of its resident set. Zero for never.</summary>
    public long MaxMemory { get; set; }

    /// <summary>
    /// Whether GET, HEAD, OPTIONS and TRACE are sent to another worker, once, when the first died before it said anything.
    /// </summary>
    public bool RetriesSafeMethods { get; set; } = true;

    /// <summary>
    /// The folders from which the app may have files sent by an <c>X-Sendfile</c> header with a full path. Where there is none, the header
    /// has no meaning.
    /// </summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Configuration binds to it.")]
    public IList<string> SendfileRoots { get; set; } = [];

    /// <summary>Receives what the workers print and what happens to them. Null for standard error.</summary>
    public Action<PythonLogEntry>? Log { get; set; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threads, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(QueueLimit, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReadyQueueShare, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ReadyQueueShare, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReadAhead, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(WriteBehind, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequests, 0);
        if (Preload && OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Preload forks, which Windows cannot do. Set Preload to false.");
    }
}
