namespace Gateway;

/// <summary>start_response and write, under the rules; it counts the bytes of the response, whichever way they come.</summary>
internal sealed class CheckedResponse(LintLayer layer, StartResponse startResponse) : IBodyWriter
{
    private bool _isCalled;
    private bool _isThrownAgain;
    private bool _isHandedOver;
    private bool _hasContentType;
    private bool _isHead;
    private int _code;
    private long? _declared;
    private long _sent;
    private IBodyWriter? _write;

    //## start_response

    /// <summary>Whether start_response was called and passed.</summary>
    public bool IsStarted => _code != 0;

    private bool IsBodiless => _code is 204 or 205 or 304;

    public static bool IsStatus(string status)
    {
        try
        {
            return ResponseValidator.ValidateStatus(status) > 0;
        }
        catch (GatewayContractException)
        {
            return false;
        }
    }

    public void RequestIs(string method) => _isHead = method == "HEAD";

    public IBodyWriter Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        //# nothing-after-end (app; W-79) After the response has ended the app calls neither start_response nor `write`, and writes
        //#   nothing to the writer of `Body.Write`.
        if (layer.HasEnded)
            throw layer.Fail("nothing-after-end", LintSide.App, "it called start_response after the response had ended.");

        //# start-response-once (app; W-70) A second call of start_response has an exception, even if the first call failed.
        if (_isCalled && exception is null)
        {
            throw layer.Fail("start-response-once", LintSide.App,
                "it called start_response a second time without an exception (PEP 3333, \"The start_response() Callable\").");
        }
        _isCalled = true;
        Validate(status, headers);

        IBodyWriter? write;
        try
        {
            write = startResponse(status, headers, exception);
        }
        catch (Exception error) when (ReferenceEquals(error, exception))
        {
            //# exception-replaces (host; W-71) start_response with an exception, before anything was sent, replaces status and headers;
            //#   it does not throw the exception.
            if (!_isHandedOver)
            {
                throw layer.Fail("exception-replaces", LintSide.Host,
                    "start_response threw the exception it was given, though nothing had been sent that would forbid another status.",
                    error);
            }
            _isThrownAgain = true;
            throw;
        }

        //# write-given (host; W-57) start_response returns `write`, never null.
        _write = write ?? throw layer.Fail("write-given", LintSide.Host, "its start_response returned null instead of write.");
        _code = ((status[0] - '0') * 100) + ((status[1] - '0') * 10) + (status[2] - '0');
        return this;
    }

    public void Write(ReadOnlySpan<byte> block)
    {
        //## write

        if (layer.HasEnded)
            throw layer.Fail("nothing-after-end", LintSide.App, "it called write after the response had ended.");

        //# write-before-body (app; W-83, W-84, W-122) `write` is called before the app returns its body, never from inside it: what the
        //#   body has to say it yields.
        if (!layer.IsCalling)
        {
            throw layer.Fail("write-before-body", LintSide.App,
                "it called write after it had returned its body; yield a block instead (PEP 3333, \"The write() Callable\").");
        }
        Count(block.Length);
        _isHandedOver = true;
        _write!.Write(block);
    }

    /// <summary>Bytes on their way to the client.</summary>
    public void Count(long bytes)
    {
        ThrowIfUnfit();
        if (bytes == 0)
            return;

        //## Length

        //# bodiless-status (app; W-108, W-110) A response of status 204, 205 or 304 has no body.
        if (IsBodiless)
        {
            throw layer.Fail("bodiless-status", LintSide.App,
                $"it sends {bytes} bytes with the status {_code}, which has no body (RFC 9110, 6.4.1).");
        }

        //# head-without-body (app, should; W-107) A response to HEAD has no body: the host sends none, so to make one is wasted work.
        if (_isHead)
            layer.Advise("head-without-body", LintSide.App, "it made a body for HEAD, which the host does not send.");

        //# content-length-exact (app; W-85, W-101, W-103, W-104) The body, with what `write` sent, is as long as Content-Length declares,
        //#   to the byte. A response to HEAD may be shorter.
        _sent += bytes;
        if (_sent > _declared)
        {
            throw layer.Fail("content-length-exact", LintSide.App,
                $"it declared a Content-Length of {_declared} and sends {_sent} bytes or more.");
        }

        //# content-type-given (app, should; W-109) A response with a body has a Content-Type.
        if (!_hasContentType && !_isHead)
            layer.Advise("content-type-given", LintSide.App, "it sends a body without a Content-Type, so the client has to guess.");
    }

    /// <summary>The host has taken a block that is not empty.</summary>
    public void HandedOver() => _isHandedOver = true;

    /// <summary>The app has nothing more to send.</summary>
    public void Complete()
    {
        ThrowIfUnfit();
        if (_sent < _declared && !_isHead && !IsBodiless)
            throw layer.Fail("content-length-exact", LintSide.App, $"it declared a Content-Length of {_declared} and sent {_sent} bytes.");
    }

    /// <summary>A body whose length is known: what it will send is settled.</summary>
    public void CompleteWith(long length)
    {
        Count(length);
        Complete();
    }

    private void ThrowIfUnfit()
    {
        //## start_response

        //# exception-passes (app; W-72, W-73) When start_response throws the exception it was given, because it is too late for another
        //#   status, the app lets it pass.
        if (_isThrownAgain)
        {
            throw layer.Fail("exception-passes", LintSide.App,
                "it swallowed the exception that start_response had thrown again; its response cannot go on (PEP 3333, "
                + "\"Error Handling\").");
        }

        //# start-response-first (app; W-07, W-08) start_response is called, and does not fail, before the first block that is not empty,
        //#   and at the latest before the body ends.
        if (!IsStarted)
        {
            throw layer.Fail("start-response-first", LintSide.App, _isCalled
                ? "its start_response failed, and it went on as if it had not."
                : "it answered without calling start_response (PEP 3333, \"The start_response() Callable\").");
        }
    }

    private void Validate(string status, IReadOnlyList<(string Name, string Value)> headers)
    {
        // A failed call undoes an earlier one.
        _code = 0;
        _declared = null;
        _hasContentType = false;

        //# status-valid (app; W-58) The status is three digits from 200 to 599, one space and a reason of printable ASCII.
        var code = Validated("status-valid", () => ResponseValidator.ValidateStatus(status));

        //# headers-valid (app; W-61, W-62, W-63, W-64, W-65, W-76, W-102) Header names are tokens and values printable; no hop-by-hop
        //#   header, no `Status`, no null; one Content-Length, of digits.
        //#   ISO-8859-1 in values passes only where the server is set to send it; anything else must be encoded.
        var length = Validated("headers-valid", () => ResponseValidator.ValidateHeaders(headers, allowLatin1: true));

        // After bytes were sent, the length of another head cannot be checked; only a host that buffers gets here.
        _declared = _sent == 0 ? length : null;
        foreach (var (name, _) in headers)
            LookAt(name, code);
    }

    private void LookAt(string name, int code)
    {
        //# header-name-form (app, should; W-61) A header name begins with a letter and ends with a letter or digit, in letters, digits
        //#   and `-`: proxies drop others.
        if (!char.IsAsciiLetter(name[0]) || !char.IsAsciiLetterOrDigit(name[^1])
            || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '-'))
            layer.Advise("header-name-form", LintSide.App, $"the header name {name} is allowed, but proxies drop such names.");

        var isType = name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
        _hasContentType |= isType;

        //# bodiless-headers (app, should; W-108) A 204 or 304 has no Content-Type, and a 204 no Content-Length.
        if ((code is 204 or 304 && isType) || (code == 204 && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            layer.Advise("bodiless-headers", LintSide.App,
                $"the header {name} has no meaning with the status {code} (RFC 9110, 8.3 and 8.6).");
        }
    }

    private T Validated<T>(string rule, Func<T> validate)
    {
        try
        {
            return validate();
        }
        catch (GatewayContractException error)
        {
            throw layer.Fail(rule, LintSide.App, error.Message, error);
        }
    }
}
