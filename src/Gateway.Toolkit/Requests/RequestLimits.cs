namespace Gateway.Toolkit;

/// <summary>How much of a request is taken. What goes beyond is answered 413, or 400 where it is no matter of size. The host has limits
/// of its own, which hold first.</summary>
public sealed record RequestLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static RequestLimits Default { get; } = new();

    /// <summary>The most bytes of a body that is read into memory: bytes, text, JSON, and a form with its files. Default: 4 MiB.</summary>
    public long MaxBodyLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most parameters in a query or a form, files among them, and the most parts of a streamed multipart body. Default:
    /// 1024.</summary>
    public int MaxParameters { get; init; } = 1024;

    /// <summary>The most characters in the name of a parameter, decoded. Default: 2048.</summary>
    public int MaxNameLength { get; init; } = 2048;

    /// <summary>The most cookies. Default: 256.</summary>
    public int MaxCookies { get; init; } = 256;

    /// <summary>The most bytes of a multipart body that is streamed, over all. Default: 128 MiB.</summary>
    public long MaxMultipartLength { get; init; } = 128 * 1024 * 1024;

    /// <summary>The most bytes of one part of a multipart body that is streamed. Default: 128 MiB.</summary>
    public long MaxPartLength { get; init; } = 128 * 1024 * 1024;

    /// <summary>The most headers of a part. Default: 16.</summary>
    public int MaxPartHeaders { get; init; } = 16;

    /// <summary>The most bytes of all headers of a part. Default: 16 KiB.</summary>
    public int MaxPartHeadersLength { get; init; } = 16 * 1024;

    /// <summary>The most characters of a multipart boundary. Default: 70, which RFC 2046 (5.1.1) sets.</summary>
    public int MaxBoundaryLength { get; init; } = 70;
}
