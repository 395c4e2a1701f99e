using System.Buffers;
using System.Text.Json;

namespace Gateway.Hosting;

/// <summary>Everything that is known of a failure, for the developer of the app: a page, problem details (RFC 9457) or text.</summary>
/// <remarks>It shows source lines and the environ. Send it in development only, with <see cref="Headers"/>.</remarks>
public sealed class FailureReport
{
    /// <summary>Creates a report.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="request">The method and path of the request, for people.</param>
    public FailureReport(Exception exception, string request)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(request);
        (Exception, Request) = (exception, request);
    }

    /// <summary>The response headers that belong to every form of the report: nobody stores it, and nothing in it runs.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers { get; } =
    [
        ("Content-Security-Policy", PageStyle.SecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept"),
    ];

    /// <summary>The failure.</summary>
    public Exception Exception { get; }

    /// <summary>The method and path of the request.</summary>
    public string Request { get; }

    /// <summary>The environ as the app left it; null if the app was not reached. Values of keys that look secret are not shown.</summary>
    public Environ? Environ { get; init; }

    /// <summary>The app that failed, with its middleware; null if it is not known.</summary>
    public Delegate? App { get; init; }

    /// <summary>The names of middleware outside of <see cref="App"/>.</summary>
    public IReadOnlyList<string> Outer { get; init; } = [];

    /// <summary>Returns a page of HTML, which follows the browser's light or dark scheme and fits a phone.</summary>
    public string ToHtml() => ReportPage.Render(this);

    /// <summary>Returns plain text: the exception with its trace.</summary>
    public string ToText() => $"{Exception}\n";

    /// <summary>Returns problem details (RFC 9457) with the extension members <c>exception</c> and <c>trace</c>.</summary>
    public ReadOnlyMemory<byte> ToProblemJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", "Internal Server Error");
            json.WriteNumber("status", 500);
            json.WriteString("detail", Exception.Message);
            json.WriteString("exception", Exception.GetType().FullName);
            json.WriteStartArray("trace");
            foreach (var line in Exception.ToString().Split('\n', StringSplitOptions.TrimEntries))
                json.WriteStringValue(line);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
