namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group D: the legacy write callable.</summary>
internal static class WriteCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("write-order", "E84 W-81 W-83", "What is written comes before what is yielded", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                var body = startResponse("200 OK", Blocks.Plain);
                body.Write("A"u8);
                body.Write("B"u8);
                return Blocks.Lazily("C");
            };
            scenario.Check(response => Expect.Text(200, "ABC", response));
        });

        list.Add("write-flushes", "W-81 W-68", "What is written is with the client before the app goes on", scenario =>
        {
            var seen = new Signal();
            scenario.Exchange.OnReceived = (_, text) =>
            {
                if (text == "A")
                    seen.Set();
            };
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain).Write("A"u8);
                seen.Wait("the client reads what was written");
                return Blocks.Lazily("B");
            };
            scenario.Check(response => Expect.Text(200, "AB", response));
        });

        list.Add("write-empty", "W-86", "An empty write sends the head", scenario =>
        {
            var seen = new Signal();
            scenario.Exchange.OnReceived = (_, _) => seen.Set();
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain).Write([]);
                seen.Wait("the client gets the head");
                return Blocks.Lazily("B");
            };
            scenario.Check(response => Expect.Text(200, "B", response));
        });

        list.Add("write-too-much", "W-85", HostCapabilities.Unlinted,
            "Writing more than Content-Length fails, and the excess is not sent", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                var body = startResponse("200 OK", [("Content-Length", "3")]);
                Expect.Throws<GatewayContractException>(() => body.Write("hello"u8), "write");
                return Body.Empty;
            };
            scenario.Check(response => Expect.Text(200, "hel", response));
        });

        list.Add("write-from-iterable", "W-84", "write from inside the iterable fails", scenario =>
        {
            scenario.App = (_, startResponse) => WriteInside(startResponse("200 OK", Blocks.Plain));
            scenario.Check(response => Expect.Text(200, "A", response));
        });

        list.Add("write-after-end", "W-81 W-79", "write used after the response has ended fails", scenario =>
        {
            IBodyWriter? kept = null;
            scenario.App = (_, startResponse) =>
            {
                kept = startResponse("200 OK", Blocks.Plain);
                return Blocks.Lazily("x");
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "x", response);
                Expect.Throws<GatewayContractException>(() => kept!.Write("late"u8), "write");
            });
        });

        list.Add("write-then-fail", "W-72 W-112", "An app that fails after it has written is cut off", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", [("Content-Length", "10")]).Write("A"u8);
                throw new DeliberateException();
            };
            scenario.Check(response => Expect.That(!response.IsComplete, "the response is cut off"));
        });
    }

    private static IEnumerable<ReadOnlyMemory<byte>> WriteInside(IBodyWriter writer)
    {
        Expect.Throws<GatewayContractException>(() => writer.Write("no"u8), "write");
        yield return Blocks.Of("A");
    }
}
