using System.Text;

namespace Gateway.Testing.Conformance.Cases;

/// <summary>Bodies of <see cref="Body.Observe(Body, BodyObserver)"/>: the host sends them as before, and the observer learns
/// everything.</summary>
internal static class ObservedBodyCases
{
    public static void AddTo(CaseList list)
    {
        Serve(list, "memory", "a block in memory", _ => Body.Text("0123456789"), length: "10");
        Serve(list, "stream", "a stream", _ => Body.Stream(new MemoryStream(Encoding.UTF8.GetBytes("0123456789")), 4), length: "10");
        Serve(list, "writer", "a body that is pushed", _ => Body.Write(async (writer, token) =>
        {
            await writer.WriteAsync(Encoding.UTF8.GetBytes("01234"), token).ConfigureAwait(false);
            await writer.WriteAsync(Encoding.UTF8.GetBytes("56789"), token).ConfigureAwait(false);
        }));
        Serve(list, "file", "a part of a file", scenario =>
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, "xx0123456789xx");
            scenario.Check(_ => File.Delete(path));
            return Body.File(path, 2, 10);
        }, length: "10");

        list.Add("observed-blocks", "W-92 W-93", "The observer of an iterator learns of each block, the end and the close", scenario =>
        {
            var observer = new ObservedBytes();
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Body.Observe(Blocks.Lazily("01234", "56789"), observer);
            };
            scenario.Check(response => Expect.Text(200, "0123456789", response));
            scenario.Check(_ => observer.ExpectWhole(10));
        });
    }

    private static void Serve(CaseList list, string id, string kind, Func<ConformanceScenario, Body> makeBody, string? length = null)
    {
        list.Add($"observed-{id}", "W-92 W-93", $"The observer of {kind} learns of all bytes, the end and the close", scenario =>
        {
            var observer = new ObservedBytes();
            Answer(scenario, observer, makeBody);
            scenario.Check(response =>
            {
                Expect.Text(200, "0123456789", response);
                if (length is not null)
                    Expect.Equal(length, response.Header("Content-Length"), "Content-Length");
                observer.ExpectWhole(10);
            });
        });

        list.Add($"observed-{id}-head", "W-93 W-107", $"The observer of {kind} learns of the close after HEAD", scenario =>
        {
            var observer = new ObservedBytes();
            scenario.Exchange.Method = "HEAD";
            Answer(scenario, observer, makeBody);
            scenario.Check(response => Expect.Text(200, "", response));
            scenario.Check(_ => observer.ExpectClosedOnce());
        });
    }

    private static void Answer(ConformanceScenario scenario, ObservedBytes observer, Func<ConformanceScenario, Body> makeBody) =>
        scenario.App = (_, startResponse) =>
        {
            startResponse("200 OK", Blocks.Plain);
            return Body.Observe(makeBody(scenario), observer);
        };
}
