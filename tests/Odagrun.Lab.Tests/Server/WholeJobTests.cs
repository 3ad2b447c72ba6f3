using System.Net;
using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Tests.Server;

public sealed class WholeJobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipeline_OfTwoStages_RunsInOrderAndHandsArtifactsOn()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        var project = await lab.CreateProjectAsync("group/app", new Dictionary<string, string> { [".gitlab-ci.yml"] = """
            build:
              stage: build
              script: [make]
              artifacts: { paths: [out] }
            test:
              script: [make check]
            """ }, Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var pipeline = await lab.CreatePipelineAsync(project.Path, "main", Token);

        var build = await runner.TakeAsync();
        Assert.Equal("build", build.Name);
        Assert.True(lab.FindJob(build.Id)!.IsPreparing);
        using (var nothing = await runner.RequestAsync())
        {
            Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
        }

        await build.StartAsync();
        await build.WriteAsync("compiling\n");
        await build.WriteAsync("done\n");
        using (var upload = await build.UploadAsync("archive", "zip", [1, 2, 3]))
        {
            Assert.Equal(HttpStatusCode.Created, upload.StatusCode);
        }

        await build.FinishAsync();
        var test = await runner.TakeAsync();
        var dependency = Assert.Single(test.Payload["dependencies"]!.AsArray())!;
        Assert.Equal(build.Id, (long)dependency["id"]!);
        Assert.Equal(3, (long)dependency["artifacts_file"]!["size"]!);
        await test.StartAsync();
        using var direct = await runner.SendAsync(
            HttpMethod.Get, $"/api/v4/jobs/{build.Id}/artifacts?direct_download=true", jobToken: (string)dependency["token"]!);
        Assert.Equal(HttpStatusCode.Redirect, direct.StatusCode);
        using var storage = new HttpClient();
        Assert.Equal([1, 2, 3], await storage.GetByteArrayAsync(direct.Headers.Location, Token));
        await test.FinishAsync("failed", "script_failure", 7);

        var done = await lab.WaitForPipelineAsync(pipeline.Id, Token);
        Assert.Equal(JobStatus.Failed, done.Status);
        Assert.Equal(7, done.Job("test").ExitCode);
        Assert.Equal("compiling\ndone\n", lab.Trace(build.Id));
        Assert.True(lab.FindLedger(build.Id)!.RanExactlyOnce);
        Assert.Equal(0, lab.StorageTokenLeaks);
        Assert.Equal(0, lab.FindLedger(build.Id)!.ChecksumMismatches);
    }

    [Fact]
    public async Task Storage_AskedWithAToken_CountsTheLeak()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        using (var upload = await job.UploadAsync("archive", "zip", [1]))
        {
            Assert.Equal(HttpStatusCode.Created, upload.StatusCode);
        }

        using var direct = await fixture.Runner.SendAsync(
            HttpMethod.Get, $"/api/v4/jobs/{job.Id}/artifacts?direct_download=true", jobToken: job.Token);
        using var careless = new HttpClient();
        careless.DefaultRequestHeaders.Add("JOB-TOKEN", job.Token);
        Assert.Equal([1], await careless.GetByteArrayAsync(direct.Headers.Location, Token));
        Assert.Equal(1, fixture.Lab.StorageTokenLeaks);
    }
}
