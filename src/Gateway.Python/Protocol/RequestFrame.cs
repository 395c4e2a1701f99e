using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Python.Protocol;

/// <summary>
/// The environ of a request as it goes to a worker: every entry that is a string, in UTF-8, which Python reads as Latin-1 (PEP 3333,
/// "Unicode Issues").
/// </summary>
internal static class RequestFrame
{
    public const byte More = 1;

    private const int HeaderLength = 9;
    private const string TraceParent = "HTTP_TRACEPARENT";

    /// <summary>Encodes a request: the bytes that go before those of the body.</summary>
    /// <param name="frame">Takes them; empty.</param>
    /// <param name="environ">The environ.</param>
    /// <param name="pushed">How much of the body follows the environ, in bytes.</param>
    /// <param name="more">Whether there may be more of the body.</param>
    public static void Encode(ArrayBufferWriter<byte> frame, Environ environ, int pushed, bool more)
    {
        frame.GetSpan(HeaderLength);
        frame.Advance(HeaderLength);
        var (scriptName, pathInfo) = PythonPath.Decode(environ.ScriptName, environ.PathInfo, environ.Text(EnvironKeys.RequestUri));
        Write(frame, EnvironKeys.ScriptName, scriptName);
        Write(frame, EnvironKeys.PathInfo, pathInfo);
        foreach (var (key, value) in environ)
        {
            if (value is string text && key is not (EnvironKeys.ScriptName or EnvironKeys.PathInfo or TraceParent))
                Write(frame, key, text);
        }

        // The worker's part of the trace, rather than what the client sent.
        if ((Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : environ.Text(TraceParent)) is { } parent)
            Write(frame, TraceParent, parent);

        // The NUL after the last value stays: the worker drops what has no partner.
        var bytes = MemoryMarshal.AsMemory(frame.WrittenMemory).Span;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(bytes.Length - HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], (uint)pushed);
        bytes[8] = more ? More : (byte)0;
    }

    private static string? Text(this Environ environ, string key) => environ.TryGetValue(key, out var value) ? value as string : null;

    private static void Write(ArrayBufferWriter<byte> frame, string key, string value)
    {
        if (key.Contains('\0') || value.Contains('\0'))
            throw new RequestException($"The environ entry '{key.Replace('\0', '?')}' has a NUL, which WSGI cannot pass on.");
        Write(frame, key);
        Write(frame, value);
    }

    private static void Write(ArrayBufferWriter<byte> frame, string key, ReadOnlySpan<byte> value)
    {
        Write(frame, key);
        frame.Write(value);
        frame.Write("\0"u8);
    }

    private static void Write(ArrayBufferWriter<byte> frame, string text)
    {
        Encoding.UTF8.GetBytes(text, frame);
        frame.Write("\0"u8);
    }
}
