using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Tests.Api;

public sealed class RetryHandlerTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Send_RetryAfter_IsNotRepeatedBefore()
    {
        var begin = _clock.GetUtcNow();
        var inner = new Answers(attempt => attempt == 1 ? TooMany(TimeSpan.FromSeconds(20)) : new HttpResponseMessage(HttpStatusCode.OK));

        using var response = await SendAsync(inner);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, inner.Attempts);
        Assert.True(_clock.GetUtcNow() - begin >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Send_RetryAfterBeyondPatience_IsAnsweredAtOnce()
    {
        var inner = new Answers(_ => TooMany(TimeSpan.FromMinutes(5)));

        using var response = await SendAsync(inner);

        Assert.Equal(1, inner.Attempts);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task Send_UnavailableForLong_IsGivenUpAfterPatience()
    {
        var begin = _clock.GetUtcNow();
        var inner = new Answers(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));

        using var response = await SendAsync(inner);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(inner.Attempts, 10, 40);
        Assert.InRange(_clock.GetUtcNow() - begin, Retries.Patience - TimeSpan.FromSeconds(10), Retries.Patience + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Send_CertificateNotTrusted_IsNotRepeated()
    {
        var inner = new Answers(
            _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "tls", new AuthenticationException("not trusted")));

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(inner));

        Assert.Equal(1, inner.Attempts);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    public async Task Send_ConnectionFails_NotesWhetherItMayHaveSucceeded(HttpRequestError error, bool expected)
    {
        var inner = new Answers(
            attempt => attempt == 1 ? throw new HttpRequestException(error) : new HttpResponseMessage(HttpStatusCode.OK));

        using var response = await SendAsync(inner);

        Assert.Equal(expected, inner.Last!.Options.TryGetValue(Retries.MayHaveSucceeded, out var may) && may);
    }

    [Fact]
    public async Task Send_Watch_IsLeftToWhoWatches()
    {
        var inner = new Answers(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));

        using var response = await SendAsync(inner, "?watch=true");

        Assert.Equal(1, inner.Attempts);
    }

    private static HttpResponseMessage TooMany(TimeSpan wait)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(wait);
        return response;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageHandler inner, string query = "")
    {
        using var invoker = new HttpMessageInvoker(new RetryHandler(_clock, NullLogger.Instance) { InnerHandler = inner });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/api/v1/namespaces/ci/pods" + query);
        var sending = invoker.SendAsync(request, TestContext.Current.CancellationToken);
        while (!sending.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        return await sending;
    }

    private sealed class Answers(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Attempts { get; private set; }

        public HttpRequestMessage? Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Last = request;
            return Task.FromResult(answer(++Attempts));
        }
    }
}
