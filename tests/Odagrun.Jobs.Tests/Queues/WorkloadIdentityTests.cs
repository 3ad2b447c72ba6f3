using Azure.Core;
using Microsoft.AspNetCore.Http;
using Odagrun.Jobs.Queues;
using Odagrun.Stack;
using Odagrun.Stack.Proxies;

namespace Odagrun.Jobs.Tests.Queues;

public sealed class WorkloadIdentityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_OfThePod_IsExchangedForOneOfTheAccount()
    {
        IFormCollection? asked = null;
        var path = "";
        await using var entra = await HttpServer.StartAsync(async context =>
        {
            path = context.Request.Path;
            asked = await context.Request.ReadFormAsync();
            await HttpServer.AnswerAsync(context, 200, """{"token_type":"Bearer","expires_in":3599,"access_token":"the-token"}""");
        });
        using var directory = WorkDirectory.Create("identity");
        await File.WriteAllTextAsync(directory.File("token"), "service-account-token\n", Cancellation);
        using var credential = new WorkloadIdentityCredential(
            new WorkloadIdentity(new Uri($"http://{entra.Host}/"), "tenant", "client", directory.File("token")), TimeProvider.System);

        var token = await credential.GetTokenAsync(new TokenRequestContext(["https://storage.azure.com/.default"]), Cancellation);

        Assert.Equal("the-token", token.Token);
        Assert.InRange(token.ExpiresOn, TimeProvider.System.GetUtcNow().AddMinutes(50), TimeProvider.System.GetUtcNow().AddMinutes(61));
        Assert.Equal("/tenant/oauth2/v2.0/token", path);
        Assert.Equal(
            ("client_credentials", "client", "https://storage.azure.com/.default", "service-account-token"),
            ((string?)asked!["grant_type"], (string?)asked["client_id"], (string?)asked["scope"], (string?)asked["client_assertion"]));
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client","error_description":"AADSTS70021"}""", "invalid_client")]
    [InlineData(502, "<html>proxy</html>", "proxy between")]
    public async Task Exchange_ThatIsRefused_SaysWhyWithoutTheToken(int status, string body, string expected)
    {
        await using var entra = await HttpServer.StartAsync(context => HttpServer.AnswerAsync(context, status, body));
        using var directory = WorkDirectory.Create("identity");
        await File.WriteAllTextAsync(directory.File("token"), "service-account-token", Cancellation);
        using var credential = new WorkloadIdentityCredential(
            new WorkloadIdentity(new Uri($"http://{entra.Host}/"), "tenant", "client", directory.File("token")), TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => credential.GetTokenAsync(new TokenRequestContext(["s"]), Cancellation).AsTask());

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("service-account-token", refusal.Message, StringComparison.Ordinal);
    }
}
