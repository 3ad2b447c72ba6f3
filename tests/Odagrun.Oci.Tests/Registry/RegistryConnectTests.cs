using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;

namespace Odagrun.Oci.Tests.Registry;

public sealed class RegistryConnectTests
{
    [Fact]
    public async Task Connection_ThatCanNotBeMadeInTime_IsTriedAgainAndIsNoCancellation()
    {
        using var wire = new Unconnected();
        using var client = new Client(options => options.Retries = 2, wire: wire);

        var thrown = await Assert.ThrowsAsync<RegistryException>(() => client.Registry.HeadManifestAsync(
            ImageReference.Parse("registry.test/app:1"), RegistryCredentials.Anonymous, TestContext.Current.CancellationToken));

        Assert.Equal(3, wire.Attempts);
        Assert.True(thrown.IsTransient);
        Assert.Contains("registry 'registry.test' cannot be reached: no connection within the limit", thrown.Message, StringComparison.Ordinal);
    }

    // As SocketsHttpHandler does when its ConnectTimeout is over.
    private sealed class Unconnected : HttpMessageHandler
    {
        public int Attempts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Attempts++;
            throw new TaskCanceledException("The operation was canceled.", new TimeoutException("no connection within the limit"));
        }
    }
}
