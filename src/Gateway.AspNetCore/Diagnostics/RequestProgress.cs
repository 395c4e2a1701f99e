using System.Diagnostics;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Diagnostics;

/// <summary>Where one request is, for metrics and for those who ask. Made only if somebody listens, so that other requests cost
/// nothing.</summary>
internal sealed class RequestProgress
{
    private readonly AppHost _host;
    private readonly long _startedAt;

    // Copies: another thread reads them, and the server reuses the feature for the next request.
    private readonly string _method;
    private readonly string _path;
    private string _outcome = RequestOutcome.Failed;
    private string? _errorType;
    private volatile int _threadId;
    private volatile GatewayRequestPhase _phase;

    public RequestProgress(AppHost host, IHttpRequestFeature request)
    {
        (_host, _startedAt) = (host, host.Time.GetTimestamp());
        (_method, _path) = (request.Method, request.PathBase + request.Path);
        host.Metrics.QueuedInFront(request.Headers, host.Time);
        host.Requests?.Add(this);
    }

    public void Waits() => _phase = GatewayRequestPhase.Waiting;

    public void Runs() => _phase = GatewayRequestPhase.Running;

    /// <summary>The app is called on this thread.</summary>
    public void RunsOn(int threadId)
    {
        _threadId = threadId;
        Runs();
    }

    public void LeavesThread() => _threadId = 0;

    /// <summary>The head is settled: the first block is there, or the body is empty.</summary>
    public void Sends()
    {
        _phase = GatewayRequestPhase.Sending;
        _host.Metrics.FirstBlock(_host.Time.GetElapsedTime(_startedAt), _method);
    }

    /// <summary>The request failed, and the host ends it in this way.</summary>
    public void Fails(Exception error, OutcomeKind kind)
    {
        _outcome = error switch
        {
            RequestTimeoutException => RequestOutcome.TimedOut,
            OverloadException => RequestOutcome.Rejected,
            RequestException or RequestBodyException when kind == OutcomeKind.Answer => RequestOutcome.Refused,
            _ when kind == OutcomeKind.Silence => RequestOutcome.Aborted,
            RequestBodyException or GatewayClientDisconnectedException => RequestOutcome.Aborted,
            _ => RequestOutcome.Failed,
        };
        if (_outcome == RequestOutcome.Failed)
            _errorType = error.GetType().FullName;
    }

    public void Ends(bool isComplete)
    {
        _host.Requests?.Remove(this);
        if (isComplete)
            _outcome = RequestOutcome.Completed;
        _host.Metrics.RequestEnded(_host.Time.GetElapsedTime(_startedAt), _method, _outcome, _errorType);
        Activity.Current?.SetTag(RequestOutcome.Tag, _outcome);
    }

    public GatewayRequestInfo Describe() => new(
        _host.Time.GetElapsedTime(_startedAt), _method, _path, _phase, _threadId is > 0 and var id ? id : null);
}
