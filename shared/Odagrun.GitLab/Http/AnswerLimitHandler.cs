namespace Odagrun.GitLab.Http;

/// <summary>Ends an attempt whose answer does not come: a connection that swallows everything must not stop a job's log for good.</summary>
internal sealed class AnswerLimitHandler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(AnswerLimit.Key, out var limit))
        {
            limit = AnswerLimit.Control;
        }

        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await base.SendAsync(request, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {limit.TotalSeconds:0} s", e);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // .NET says so of a connection that can't be made in time, though nobody has canceled anything.
            throw new TimeoutException(e.InnerException.Message, e);
        }
    }
}
