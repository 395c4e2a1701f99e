using System.Security.Cryptography;
using System.Text;

namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group C: the request body.</summary>
internal static class InputCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("input-length", "C36 W-15 W-16 W-20 W-40 W-42 W-45 W-49 C50",
            "A body with a length is read to its end, and then stays at its end", scenario =>
        {
            scenario.Post("hello");
            scenario.Exchange.Headers = [("Content-Type", "a/b")];
            scenario.Observe(environ =>
            {
                Expect.Equal((object?)"5", environ[EnvironKeys.ContentLength], "CONTENT_LENGTH");
                Expect.Equal((object?)"a/b", environ[EnvironKeys.ContentType], "CONTENT_TYPE");
                Expect.That(
                    !environ.ContainsKey("HTTP_CONTENT_LENGTH") && !environ.ContainsKey("HTTP_CONTENT_TYPE"),
                    "there is no second name for them");
                Expect.Equal("hello", Read(environ), "body");
                for (var again = 0; again < 3; again++)
                    Expect.Equal(0, environ.Input.Read(new byte[8]), "bytes after the end");
            });
        });

        list.AddAsync("input-length-awaited", "W-45 W-48", "A body can be read asynchronously", scenario =>
        {
            scenario.Post("hello ", "world");
            scenario.AsyncApp = async (environ, startResponse) =>
            {
                using var reader = new StreamReader(environ.Input, leaveOpen: true);
                var text = await reader.ReadToEndAsync().ConfigureAwait(false);
                startResponse("200 OK", Blocks.Plain);
                return Body.Text(text);
            };
            scenario.Check(response => Expect.Text(200, "hello world", response));
        });

        list.Add("input-chunked", "C37 W-16 W-28 W-48 W-117 X-01",
            "A body without a length is read to its end, decoded, and no length is told", scenario =>
        {
            scenario.Post("one ", "two");
            scenario.Exchange.IsChunked = true;
            scenario.Observe(environ =>
            {
                Expect.That(!environ.ContainsKey(EnvironKeys.ContentLength), "CONTENT_LENGTH is absent");
                Expect.Equal((object?)true, environ[EnvironKeys.InputTerminated], "wsgi.input_terminated");
                Expect.Equal("one two", Read(environ), "body");
            });
        });

        list.Add("input-none", "C38 W-15 W-33 W-42",
            "Without a body, wsgi.input is at its end at once", scenario => scenario.Observe(environ =>
        {
            Expect.That(environ.ContentLength is null or 0, "there is no CONTENT_LENGTH");
            Expect.That(environ.ContentType is null, "there is no CONTENT_TYPE");
            Expect.Equal(0, environ.Input.Read(new byte[8]), "bytes");
        }));

        list.Add("input-big", "W-41 W-88", "A megabyte arrives as it was sent", scenario =>
        {
            var bytes = new byte[1024 * 1024];
            new Random(1).NextBytes(bytes);
            scenario.Exchange.Method = "POST";
            scenario.Exchange.Body = [new BodyPart(bytes)];
            scenario.Answer(environ =>
            {
                using var copy = new MemoryStream();
                environ.Input.CopyTo(copy);
                return Convert.ToHexString(SHA256.HashData(copy.ToArray()));
            });
            scenario.Check(response => Expect.Text(200, Convert.ToHexString(SHA256.HashData(bytes)), response));
        });

        list.Add("input-streamed", "W-45 W-87", "What has come of the body can be read before the rest is sent", scenario =>
        {
            var rest = new Signal();
            scenario.Exchange.Method = "POST";
            scenario.Exchange.IsChunked = true;
            scenario.Exchange.Body = [new BodyPart(Blocks.Of("first")), new BodyPart(Blocks.Of("second"), rest.Task)];
            scenario.Observe(environ =>
            {
                var first = new byte[5];
                environ.Input.ReadExactly(first);
                Expect.Equal("first", Encoding.UTF8.GetString(first), "first part");
                rest.Set();
                Expect.Equal("second", Read(environ), "second part");
            });
        });

        list.Add("input-closed-by-app", "W-46", HostCapabilities.Unlinted, "An app that closes wsgi.input hurts nothing", scenario =>
        {
            scenario.Post("hello");
            scenario.Observe(environ =>
            {
                environ.Input.Dispose();
                Expect.Equal("hello", Read(environ), "body after closing");
            });
        });

        list.Add("input-unread", "C42 W-40", "A body nobody reads does not hurt the next request", scenario =>
        {
            scenario.Post(new string('x', 90_000));
            scenario.Answer(_ => "unread");
            scenario.Check(response => Expect.Text(200, "unread", response));
        });

        list.Add("input-pipelined", "W-40 C36", HostCapabilities.Wire, "Reading to the end does not read into the next request", scenario =>
        {
            scenario.Wire(
                "POST / HTTP/1.1", "Host: localhost", "Content-Length: 5", "", "helloGET /ok HTTP/1.1", "Host: localhost", "", "");
            scenario.Answer(Read);
            scenario.Check(response => Expect.Text(200, "hello", response));
        });

        list.Add("input-bad-chunk", "C39", HostCapabilities.Wire,
            "An app that swallows the failure of a broken body cannot answer 200", scenario =>
        {
            scenario.Wire("POST / HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "", "zz", "abc", "");
            scenario.Answer(Swallow);
            scenario.Check(response => Expect.Equal(400, response.StatusCode, "status"));
        });

        list.Add("input-bad-chunk-late", "C39 W-112", HostCapabilities.Wire,
            "After the head, the failure of a broken body cuts the response off", scenario =>
        {
            scenario.Wire("POST / HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "", "zz", "abc", "");
            scenario.App = (environ, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Late(environ);
            };
            scenario.Check(response => Expect.That(!response.IsComplete, "the response is cut off"));
        });

        list.Add("input-truncated", "C40 W-47 W-93", HostCapabilities.Disconnect,
            "A body cut off is an error, never a shorter body", scenario =>
        {
            var (failed, left) = (new Signal(), new Signal());
            Exception? seen = null;
            scenario.Exchange.Method = "POST";
            scenario.Exchange.Headers = [("Content-Length", "10")];
            scenario.Exchange.Body = [new BodyPart(Blocks.Of("abc")), new BodyPart(Blocks.Of("defghij"), Task.Delay(Timeout.Infinite))];
            scenario.Exchange.AbortWhen = left.Task;
            scenario.App = (environ, startResponse) =>
            {
                try
                {
                    environ.Input.ReadExactly(new byte[3]);
                    left.Set();
                    Read(environ);
                }
                catch (Exception error)
                {
                    seen = error;
                    throw;
                }
                finally
                {
                    failed.Set();
                }

                startResponse("200 OK", Blocks.Plain);
                return Body.Empty;
            };
            scenario.Until = failed.Task;
            scenario.Check(_ => Expect.That(
                seen is GatewayClientDisconnectedException,
                $"reading fails with GatewayClientDisconnectedException, rather than {seen?.GetType().Name ?? "not at all"}"));
        });

        list.Add("input-continue", "C44 W-116", HostCapabilities.Wire, "100 Continue is sent when the app reads", scenario =>
        {
            scenario.Wire("POST / HTTP/1.1", "Host: localhost", "Expect: 100-continue", "Content-Length: 5", "", "hello");
            scenario.Answer(environ => Read(environ));
            scenario.Check(response => Expect.Text(200, "hello", response));
        });

        list.Add("input-continue-unread", "C44 W-116", HostCapabilities.Wire, "An app that never reads makes no 100 Continue", scenario =>
        {
            scenario.Wire("POST / HTTP/1.1", "Host: localhost", "Expect: 100-continue", "Content-Length: 5", "Connection: close", "", "");
            scenario.Exchange.IsFollowedUp = false;
            scenario.Answer(_ => "unread");
            scenario.Check(response =>
            {
                Expect.Text(200, "unread", response);
                Expect.Equal(0, response.InterimResponses, "interim responses");
            });
        });

        list.Add("input-unknown-coding", "C47", HostCapabilities.Wire, "A transfer coding other than chunked is refused", scenario =>
        {
            scenario.Wire("POST / HTTP/1.1", "Host: localhost", "Transfer-Encoding: gzip, chunked", "", "0", "", "");
            scenario.Answer(_ => "reached the app");
            scenario.Check(response => Expect.Equal(501, response.StatusCode, "status"));
        });

        list.Add("input-trailers", "C48 X-10", HostCapabilities.Wire, "Trailers of a request never pass for its headers", scenario =>
        {
            scenario.Wire("POST / HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "", "3", "abc", "0", "X-Evil: 1", "", "");
            scenario.Observe(environ =>
            {
                Expect.Equal("abc", Read(environ), "body");
                Expect.That(environ.Header("X-Evil") is null && !environ.ContainsKey("HTTP_X_EVIL"), "HTTP_X_EVIL is absent");
            });
        });

        list.Add("input-after-end", "C49", "wsgi.input used after the response has ended fails, and shows no other request", scenario =>
        {
            Stream? kept = null;
            scenario.Post("hello");
            scenario.Observe(environ => kept = environ.Input);
            scenario.Check(_ =>
            {
                try
                {
                    Expect.Equal(0, kept!.Read(new byte[8]), "bytes");
                }
                catch (Exception error) when (error is InvalidOperationException or IOException)
                {
                    // ObjectDisposedException is clearer, but an end of the body is allowed as well.
                }
            });
        });
    }

    private static string Read(Environ environ)
    {
        using var copy = new MemoryStream();
        environ.Input.CopyTo(copy);
        return Encoding.UTF8.GetString(copy.ToArray());
    }

    private static string Swallow(Environ environ)
    {
        try
        {
            return Read(environ);
        }
        catch (IOException)
        {
            return "swallowed";
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Late(Environ environ)
    {
        yield return Blocks.Of("head");
        Swallow(environ);
        yield return Blocks.Of("tail");
    }
}
