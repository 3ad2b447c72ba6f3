using Microsoft.AspNetCore.Http;
using Odagrun.Executor.Git;

namespace Odagrun.Executor.Tests.Git;

public sealed class GitFailureTests
{
    private const string Sha = "0123456789012345678901234567890123456789";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetSources_WrongToken_NamesHostAndNotTheToken()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var outcome = await scene.GetAsync(
            scene.Request(Sha) with { Url = $"http://gitlab-ci-token:wrong-secret@{scene.Server.Host}/group/app.git" });
        Assert.Equal(GitResult.AccessDenied, outcome.Result);
        Assert.StartsWith(
            $"{scene.Server.Host} refused access to http://{scene.Server.Host}/group/app.git: the job's token was not accepted",
            outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", outcome.Message + scene.Log, StringComparison.Ordinal);
        Assert.False(outcome.IsTransient);
    }

    [Fact]
    public async Task GetSources_NoLogin_SaysThatOneIsAsked()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var outcome = await scene.GetAsync(scene.Request(Sha) with { Url = $"http://{scene.Server.Host}/group/app.git" });
        Assert.Equal(GitResult.AccessDenied, outcome.Result);
        Assert.Contains("it asks for a login, and there is none", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(404, "RepositoryNotFound")]
    [InlineData(500, "NetworkFailed")]
    [InlineData(503, "NetworkFailed")]
    public async Task GetSources_ServerStatus_IsClassified(int status, string expected)
    {
        await using var scene = await CheckoutScene.CreateAsync();
        scene.Server.Intercept = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        var outcome = await scene.GetAsync(scene.Request(Sha));
        Assert.Equal(expected, outcome.Result.ToString());
        Assert.Contains(scene.Server.Host, outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_NobodyListens_IsNetworkFailure()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var outcome = await scene.GetAsync(scene.Request(Sha) with { Url = $"http://127.0.0.1:{Stack.FreePort.Next()}/group/app.git" });
        Assert.Equal(GitResult.NetworkFailed, outcome.Result);
        Assert.True(outcome.IsTransient);
    }

    [Fact]
    public async Task GetSources_NameNotResolved_IsNetworkFailure()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var outcome = await scene.GetAsync(scene.Request(Sha) with { Url = "http://gitlab.invalid/group/app.git" });
        Assert.Equal(GitResult.NetworkFailed, outcome.Result);
        Assert.Contains("gitlab.invalid", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_ConnectionCutInThePack_IsNetworkFailureAndNextTryGoesWell()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file", string.Concat(Enumerable.Range(0, 100_000)));
        scene.Server.Intercept = async context =>
        {
            if (context.Request.Method != "POST")
            {
                return false;
            }

            context.Response.ContentType = "application/x-git-upload-pack-result";
            await context.Response.WriteAsync("0008NAK\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return true;
        };
        Assert.Equal(GitResult.NetworkFailed, (await scene.GetAsync(scene.Request(sha))).Result);
        scene.Server.Intercept = null;
        await scene.GetOkAsync(scene.Request(sha));
    }

    [Fact]
    public async Task GetSources_RedirectOnSameHost_IsFollowed()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file", "1");
        scene.Server.Intercept = context =>
        {
            var moved = context.Request.Path.StartsWithSegments("/old");
            if (moved)
            {
                context.Response.Redirect(
                    $"http://{scene.Server.Host}/group{context.Request.Path.Value![4..]}{context.Request.QueryString}");
            }

            return Task.FromResult(moved);
        };
        await scene.GetOkAsync(scene.Request(sha) with { Url = scene.Server.Url("old/app") });
        Assert.Equal("1", scene.Read("file"));
    }

    [Fact]
    public async Task GetSources_RedirectToAnotherHost_GivesNoToken()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await using var other = await CheckoutScene.CreateAsync();
        string? seen = null;
        other.Server.Intercept = context =>
        {
            seen = context.Request.Headers.Authorization;
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"thief\"";
            return Task.FromResult(true);
        };
        var port = other.Server.Host.Split(':')[1];
        scene.Server.Intercept = context =>
        {
            // Only after the login was given, when libgit2 holds it.
            if (context.Request.Headers.Authorization.Count == 0)
            {
                return Task.FromResult(false);
            }

            context.Response.Redirect($"http://localhost:{port}{context.Request.Path}{context.Request.QueryString}");
            return Task.FromResult(true);
        };
        var outcome = await scene.GetAsync(scene.Request(Sha));
        Assert.NotEqual(GitResult.Done, outcome.Result);
        Assert.True(string.IsNullOrEmpty(seen));
    }

    [Fact]
    public async Task GetSources_Sha256Repository_IsRefusedClearly()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var outcome = await scene.GetAsync(scene.Request(Sha) with { ObjectFormat = "sha256" });
        Assert.Equal(GitResult.BadRequest, outcome.Result);
        Assert.Contains("sha256", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_CancelledWhileServerIsSilent_EndsSoon()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var asked = new TaskCompletionSource();
        scene.Server.Intercept = async context =>
        {
            if (context.Request.Method == "POST")
            {
                context.Response.ContentType = "application/x-git-upload-pack-result";
                await context.Response.WriteAsync("0008NAK\n", context.RequestAborted);
                // Progress messages for as long as the client listens.
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync("0009\u0002wait"u8.ToArray(), context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    asked.TrySetResult();
                }
            }

            return context.Request.Method == "POST";
        };
        var sha = await scene.Source.CommitFileAsync("file", "1");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = scene.GetAsync(scene.Request(sha), cancel.Token);
        await asked.Task.WaitAsync(Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }
}
