using System.Net;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack;
using Odagrun.Stack.Proxies;
using Odagrun.Stack.Services;

namespace Odagrun.Oci.Tests.Registry;

public sealed class RegistryAuthTests
{
    // htpasswd -Bbn ada correct-horse
    private const string Htpasswd = "ada:$2y$04$bs9eLTzH4j59A/SYDjQRe.BpCZtXdFI2CA9xXBfFGfzFoFWaAiw72";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Basic_RightLogin_WorksAndIsSentAtOnceFromThenOn()
    {
        using var directory = WorkDirectory.Create();
        await using var registry = await StartWithPasswordAsync(directory);
        var image = ImageReference.Parse($"{registry.Host}/private/app:1");
        using var client = new Client();

        var pushed = await TestImage.PushAsync(client.Registry, image, ["a"], Ada(registry));
        client.Requests.Clear();
        var read = await TestImage.ReadAsync(client.Registry, image, Ada(registry));

        Assert.Equal(pushed, read.Content.Digest);
        Assert.Equal(2, client.Requests.Count);
    }

    [Theory]
    [InlineData(null, "it needs a login, and none for")]
    [InlineData("wrong-horse", "user 'ada' may not do this, or the password is wrong")]
    public async Task Basic_NoOrWrongLogin_IsDeniedWithAdvice(string? password, string because)
    {
        using var directory = WorkDirectory.Create();
        await using var registry = await StartWithPasswordAsync(directory);
        var image = ImageReference.Parse($"{registry.Host}/private/app:1");
        using var client = new Client();
        var credentials = password is null ? RegistryCredentials.Anonymous : Login(registry, password);

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.Composer.ComposeAsync(
            new ComposeRequest(image, image with { Repository = "executor" }, new Platform("linux", "amd64"), [], new ComposeConfig(),
                credentials), Cancel));

        Assert.True(error.IsDenied);
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-horse", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bearer_RightLogin_OneTokenForEachScope()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Token = tokens.Authentication }, Cancel);
        var image = ImageReference.Parse($"{registry.Host}/private/app:1");
        using var client = new Client();

        await TestImage.PushAsync(client.Registry, image, ["a", "b"], Ada(registry));
        await TestImage.ReadAsync(client.Registry, image, Ada(registry));
        await TestImage.ReadAsync(client.Registry, image, Ada(registry));

        Assert.Equal(
            ["ada:correct-horse ?service=registry-test&scope=repository:private/app:pull",
                "ada:correct-horse ?service=registry-test&scope=repository:private/app:pull,push"],
            tokens.Requests.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bearer_Compose_MountsWithATokenForBothRepositories()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Token = tokens.Authentication }, Cancel);
        var image = ImageReference.Parse($"{registry.Host}/private/app:1");
        using var client = new Client();
        await TestImage.PushAsync(client.Registry, image, ["a", "b"], Ada(registry));

        var composed = await client.Composer.ComposeAsync(
            new ComposeRequest(image, image with { Repository = "private/executor" }, new Platform("linux", "amd64"), [],
                new ComposeConfig(), Ada(registry)), Cancel);

        Assert.Equal((false, 0L), (composed.Existed, composed.BlobBytesSent));
        Assert.DoesNotContain(client.Requests.Lines, line => line.StartsWith("HEAD /v2/private/executor/blobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bearer_Anonymous_ReadsWhatIsPublicOnly()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Token = tokens.Authentication }, Cancel);
        var (open, closed) = (ImageReference.Parse($"{registry.Host}/public/app:1"),
            ImageReference.Parse($"{registry.Host}/private/app:1"));
        using var client = new Client();
        await TestImage.PushAsync(client.Registry, open, ["a"], Ada(registry));
        await TestImage.PushAsync(client.Registry, closed, ["a"], Ada(registry));

        Assert.NotNull(await client.Registry.GetManifestAsync(open, RegistryCredentials.Anonymous, Cancel));
        var error = await Assert.ThrowsAsync<RegistryException>(
            () => client.Registry.GetManifestAsync(closed, RegistryCredentials.Anonymous, Cancel));

        Assert.True(error.IsDenied);
        Assert.Contains("needs a login", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bearer_WrongPassword_NamesTheTokenServerAndNoSecret()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Token = tokens.Authentication }, Cancel);
        using var client = new Client();

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => client.Registry.GetManifestAsync(
                ImageReference.Parse($"{registry.Host}/private/app:1"), Login(registry, "wrong-horse"), Cancel));

        Assert.True(error.IsDenied);
        Assert.Contains("refused user 'ada'", error.Message, StringComparison.Ordinal);
        Assert.Contains("incorrect username or password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-horse", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bearer_TokenExpired_AsksForAnother()
    {
        await using var tokens = await TokenServer.StartAsync();
        tokens.ExpiresIn = 100;
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Token = tokens.Authentication }, Cancel);
        var clock = new FakeTimeProvider();
        using var client = new Client(clock: clock);
        var image = ImageReference.Parse($"{registry.Host}/private/app:1");

        await client.Registry.GetManifestAsync(image, Ada(registry), Cancel);
        clock.Advance(TimeSpan.FromSeconds(89));
        await client.Registry.GetManifestAsync(image, Ada(registry), Cancel);
        Assert.Single(tokens.Requests);
        clock.Advance(TimeSpan.FromSeconds(2));
        await client.Registry.GetManifestAsync(image, Ada(registry), Cancel);

        Assert.Equal(2, tokens.Requests.Count);
    }

    [Fact]
    public async Task Bearer_TokenServerFailsOnce_IsAskedAgain()
    {
        await using var tokens = await TokenServer.StartAsync();
        tokens.Failures = 1;
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Token = tokens.Authentication }, Cancel);
        using var client = new Client();

        Assert.Null(await client.Registry.GetManifestAsync(ImageReference.Parse($"{registry.Host}/private/app:1"), Ada(registry), Cancel));
        Assert.Equal(2, tokens.Requests.Count);
    }

    [Theory]
    [InlineData("http://tokens.example.com/token")]
    [InlineData("ftp://127.0.0.1/token")]
    [InlineData("/token")]
    [InlineData("http://user:pass@127.0.0.1/token")]
    public async Task Bearer_RealmThatIsNotToBeTrusted_GetsNothing(string realm)
    {
        await using var registry = await HttpServer.StartAsync(context =>
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\",service=\"x\"";
            return HttpServer.AnswerAsync(context, 401);
        });
        using var client = new Client();
        var credentials = new RegistryCredentials([new RegistryLogin(registry.Host, "ada", "correct-horse")]);

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => client.Registry.GetManifestAsync(ImageReference.Parse($"{registry.Host}/a:1"), credentials, Cancel));

        Assert.Equal("REALM", error.Code);
        Assert.All(client.Requests.Authorizations,
            request => Assert.Equal((registry.Host, null), (request.Address.Authority, request.Authorization)));
    }

    [Fact]
    public async Task OpenBlob_RedirectedToAnotherHost_TakesNoCredentialsThere()
    {
        var content = "content of the blob"u8.ToArray();
        await using var storage = await HttpServer.StartAsync(
            context => context.Response.Body.WriteAsync(context.Request.Headers.Authorization.Count == 0 ? content : []).AsTask());
        await using var registry = await HttpServer.StartAsync(context =>
        {
            var isLoggedIn = context.Request.Headers.Authorization.Count > 0;
            context.Response.Headers.WWWAuthenticate = isLoggedIn ? default : "Basic realm=\"x\"";
            context.Response.Headers.Location = isLoggedIn ? $"http://{storage.Host}/stored" : default;
            return HttpServer.AnswerAsync(context, isLoggedIn ? 307 : 401);
        });
        using var client = new Client();
        var credentials = new RegistryCredentials([new RegistryLogin(registry.Host, "ada", "correct-horse")]);
        var blob = new Descriptor { MediaType = MediaTypes.OciLayer, Digest = Digest.Of(content), Size = content.Length };

        await using var stream = await client.Registry.OpenBlobAsync(
            ImageReference.Parse($"{registry.Host}/a:1"), blob, credentials, Cancel);
        using var reader = new StreamReader(stream);

        Assert.Equal("content of the blob", await reader.ReadToEndAsync(Cancel));
        var atStorage = Assert.Single(client.Requests.Authorizations, request => request.Address.Authority == storage.Host);
        Assert.Null(atStorage.Authorization);
    }

    [Fact]
    public async Task GetManifest_ContentIsNotWhatTheDigestSays_IsRefused()
    {
        await using var registry = await HttpServer.StartAsync(
            context => HttpServer.AnswerAsync(context, 200, """{"schemaVersion":2}""", MediaTypes.OciManifest));
        using var client = new Client();
        var image = ImageReference.Parse($"{registry.Host}/a").WithDigest(Digest.Of("other"u8));

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => client.Registry.GetManifestAsync(image, RegistryCredentials.Anonymous, Cancel));

        Assert.Equal((HttpStatusCode.BadGateway, "DIGEST"), (error.Status, error.Code));
    }

    private static RegistryCredentials Ada(DockerRegistry registry) => Login(registry, "correct-horse");

    private static RegistryCredentials Login(DockerRegistry registry, string password) =>
        new([new RegistryLogin(registry.Host, "ada", password)]);

    private static async Task<DockerRegistry> StartWithPasswordAsync(WorkDirectory directory)
    {
        await File.WriteAllTextAsync(directory.File("htpasswd"), Htpasswd + "\n", Cancel);
        return await DockerRegistry.StartAsync(new DockerRegistryOptions { HtpasswdPath = directory.File("htpasswd") }, Cancel);
    }
}
