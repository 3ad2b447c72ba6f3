using System.Net;
using Odagrun.Stack.Services;

namespace Odagrun.EndToEnd.Tests;

public sealed class ServicesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DockerRegistry_KilledAndRestarted_AnswersOnTheSamePort()
    {
        await using var registry = await DockerRegistry.StartAsync(Cancellation);
        await registry.KillAsync(Cancellation);

        await registry.RestartAsync(Cancellation);

        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://{registry.Host}/v2/"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Azurite_KilledAndRestarted_AnswersOnTheSamePort()
    {
        await using var azurite = await Azurite.StartAsync(Cancellation);
        await azurite.KillAsync(Cancellation);

        await azurite.RestartAsync(Cancellation);

        var queueEndpoint = azurite.ConnectionString.Split(';')
            .Single(part => part.StartsWith("QueueEndpoint=", StringComparison.Ordinal))["QueueEndpoint=".Length..];
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(queueEndpoint + "?comp=list"), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
