using Microsoft.Extensions.Time.Testing;
using Odagrun.GitLab.Http;

namespace Odagrun.GitLab.Tests.Http;

public sealed class AnswerLimitHandlerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ConnectionThatCanNotBeMadeInTime_IsATimeoutAndNoCancellation()
    {
        var late = new TaskCanceledException("The operation was canceled.", new TimeoutException("no connection within the limit"));

        var thrown = await Assert.ThrowsAsync<TimeoutException>(
            () => SendAsync(_ => Task.FromException<HttpResponseMessage>(late), new FakeTimeProvider(), Cancellation));

        Assert.Equal("no connection within the limit", thrown.Message);
    }

    [Fact]
    public async Task Send_AnswerThatDoesNotCome_IsATimeoutWithItsLimit()
    {
        var clock = new FakeTimeProvider();
        var sending = SendAsync(
            async token => { await Task.Delay(Timeout.InfiniteTimeSpan, token); return new HttpResponseMessage(); }, clock, Cancellation);

        clock.Advance(AnswerLimit.Control);

        Assert.Equal("no answer within 120 s", (await Assert.ThrowsAsync<TimeoutException>(() => sending)).Message);
    }

    [Fact]
    public async Task Send_CallerCancels_StaysACancellation()
    {
        using var stop = new CancellationTokenSource();
        var sending = SendAsync(async token => { await Task.Delay(Timeout.InfiniteTimeSpan, token); return new HttpResponseMessage(); },
            new FakeTimeProvider(), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var handler = new AnswerLimitHandler(clock) { InnerHandler = new Answering(answer) };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://gitlab.test/");
        return await invoker.SendAsync(request, cancellationToken);
    }

    private sealed class Answering(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(cancellationToken);
    }
}
