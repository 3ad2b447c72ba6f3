using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Odagrun.Executor.Tests.Published;

/// <summary>Hooks, attempts and the image's entrypoint.</summary>
public sealed class PartsTests
{
    [Fact]
    public async Task Hooks_AroundGetSources_RunBeforeAndAfterIt()
    {
        await using var git = await GitScene.CreateAsync();
        await using var scene = await JobScene.CreateAsync();
        git.Give(scene.Job);
        scene.Job.Payload["hooks"] = new JsonArray(
            Hook("pre_get_sources_script", "echo before: $(ls | wc -l) files"),
            Hook("post_get_sources_script", "echo after: $(cat greeting.txt)"));
        scene.Job.Script("true");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("\nbefore: 0 files\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\nafter: from git\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hook_ThatFails_FailsTheJob()
    {
        await using var git = await GitScene.CreateAsync();
        await using var scene = await JobScene.CreateAsync();
        git.Give(scene.Job);
        scene.Job.Payload["hooks"] = new JsonArray(Hook("pre_get_sources_script", "exit 5"));
        scene.Job.Script("touch ran");

        var result = await scene.Job.RunAsync();

        Assert.True(result is { State: "failed", ScriptExitCode: 5 }, result.ToString());
        Assert.Empty(git.Server.Requests);
    }

    [Fact]
    public async Task Sources_WithAttempts_AreTriedAgain()
    {
        await using var git = await GitScene.CreateAsync();
        git.Server.Intercept = FailOnce();
        await using var scene = await JobScene.CreateAsync();
        git.Give(scene.Job);
        scene.Job.Set("GET_SOURCES_ATTEMPTS", "2").Script("cat greeting.txt");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("Attempt 1 of 2 failed", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifacts_WithAttempts_AreTriedAgain()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.GitLab.Artifacts[42] = ZipFile.Of(("a.txt", "at last"));
        scene.Job.Payload["dependencies"] = new JsonArray(
            new JsonObject { ["id"] = 42, ["name"] = "compile", ["artifacts_file"] = new JsonObject { ["filename"] = "artifacts.zip" } });
        var downloads = 0;
        // The three tries of one attempt. An answer, not a connection that breaks: the HTTP client itself may try such a one again.
        scene.GitLab.Before = context => context.Request.Method == "GET" && Interlocked.Increment(ref downloads) <= 3
            ? RefuseAsync(context)
            : Task.CompletedTask;
        scene.Job.Set("ARTIFACT_DOWNLOAD_ATTEMPTS", "2").Script("cat a.txt");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("Attempt 1 of 2 failed", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\nat last", result.Trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("true", null, true)]
    [InlineData("true", "", false)]
    public async Task Entrypoint_OfTheImage_IsHonouredOnDemand(string? flag, string? asked, bool expected)
    {
        await using var scene = await JobScene.CreateAsync();
        var program = scene.Image.File("bin", "entry");
        await File.WriteAllTextAsync(program, "#!/bin/bash\necho entrypoint with $1\nshift\nexport FROM_ENTRYPOINT=yes\nexec \"$@\"\n",
            TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, (UnixFileMode)0x1ED);
        scene.Job.Envelope = envelope => envelope with { Image = envelope.Image with { Entrypoint = ["entry", "its-argument"] } };
        if (asked is not null)
        {
            scene.Job.Payload["image"] = new JsonObject { ["name"] = "test", ["entrypoint"] = new JsonArray(asked) };
        }

        if (flag is not null)
        {
            scene.Job.Set("FF_KUBERNETES_HONOR_ENTRYPOINT", flag);
        }

        scene.Job.Script("echo from=$FROM_ENTRYPOINT");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Equal(expected, result.Trace.Contains("\nentrypoint with its-argument\n", StringComparison.Ordinal));
        Assert.Contains(expected ? "\nfrom=yes\n" : "\nfrom=\n", result.Trace, StringComparison.Ordinal);
    }

    private static Func<HttpContext, Task<bool>> FailOnce()
    {
        var failures = 0;
        return context =>
        {
            if (Interlocked.Increment(ref failures) > 1)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = 400;
        return context.Response.CompleteAsync();
    }

    private static JsonObject Hook(string name, string line) => new() { ["name"] = name, ["script"] = new JsonArray(line) };
}
