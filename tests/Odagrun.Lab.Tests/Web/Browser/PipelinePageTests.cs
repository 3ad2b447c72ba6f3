using Odagrun.Lab.Jobs;
using Odagrun.Lab.Tests.Server;
using OpenQA.Selenium;

namespace Odagrun.Lab.Tests.Web.Browser;

public sealed class PipelinePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string ThreeStages = """
        stages: [build, test, package]
        compile: { stage: build, script: [make] }
        unit: { stage: test, script: [make check], needs: [compile] }
        lint: { stage: test, script: [make lint], needs: [], allow_failure: true }
        package: { stage: package, script: [make dist] }
        publish: { stage: package, script: [make publish], when: manual }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OfPipelines_NamesProjectRefAndState()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        var page = chromium.Open(lab);
        page.Until(() => page.Texts("h1").Contains("No pipelines yet"), "the empty page");

        var id = await PageScene.CreatePipelineAsync(lab, ThreeStages);

        var row = page.Find($"tr[data-pipeline='{id}']");
        Assert.Contains("group/app", row.Text, StringComparison.Ordinal);
        Assert.Contains("main", row.Text, StringComparison.Ordinal);
        Assert.Equal("pending", row.GetAttribute("data-status"));
        Assert.Equal(3, page.Count(".dots .state"));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Pipeline_WhileItRuns_ShowsEachStateAsItChanges()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var id = await PageScene.CreatePipelineAsync(lab, ThreeStages);
        var page = chromium.Open(lab, $"#/pipelines/{id}");
        page.Until(() => page.Texts(".stage h2").SequenceEqual(["build", "test", "package"]), "three stages");
        Assert.Equal("needs compile", Assert.Single(page.Texts("[data-job=unit] .needs")));
        page.Find("svg.lines path[data-from=compile][data-to=unit]");
        page.Until(() => page.Texts("#connection").Contains("live"), "the event stream");

        for (var i = 0; i < 3; i++)
        {
            var job = await runner.TakeAsync();
            await job.StartAsync();
            page.Find($"[data-job={job.Name}][data-status=running]");
            await (job.Name == "lint" ? job.FinishAsync("failed", "script_failure", 3) : job.FinishAsync());
        }

        page.Find("[data-job=compile][data-status=success]");
        page.Find("[data-job=lint].state-warning");
        Assert.Equal("exit code 3", Assert.Single(page.Texts(".failures code")));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Buttons_PlayCancelAndRetry_Act()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        var id = await PageScene.CreatePipelineAsync(lab, """
            first: { script: [make] }
            later: { script: [make], when: manual }
            """);
        var page = chromium.Open(lab, $"#/pipelines/{id}");

        page.Click("[data-job=later] .card");
        page.Click("aside button.play");
        page.Find("aside .badge.state-pending");
        page.Click("#crumbs a[href*=pipelines]");
        page.Click(".head button.cancel");
        page.Find("[data-job=later][data-status=canceled]");
        page.Click("[data-job=later] .card");
        page.Click("aside button.retry");
        page.Find("aside .badge.state-pending");

        var pipeline = lab.FindPipeline(id)!;
        Assert.Equal(JobStatus.Canceled, pipeline.Job("first").Status);
        Assert.Equal(JobStatus.Pending, pipeline.Job("later").Status);
        Assert.EndsWith($"#/jobs/{pipeline.Job("later").Id}", page.Driver.Url, StringComparison.Ordinal);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Keyboard_Alone_ReachesAJob()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        var id = await PageScene.CreatePipelineAsync(lab, "only: { script: [make] }");
        var page = chromium.Open(lab, $"#/pipelines/{id}");
        page.Find("[data-job=only]");

        for (var i = 0; i < 20 && page.Evaluate<string>("document.activeElement.className") != "card"; i++)
        {
            page.Driver.SwitchTo().ActiveElement().SendKeys(Keys.Tab);
        }

        page.Driver.SwitchTo().ActiveElement().SendKeys(Keys.Enter);
        page.Find(".log-panel");
        page.AssertNoErrors();
    }

    [Fact]
    public async Task EventStream_Lost_IsReplacedByAsking()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        if (chromium.Driver is null)
        {
            Assert.Skip(chromium.Why);
        }

        var script = chromium.Driver.ExecuteCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument",
            new Dictionary<string, object?>
            {
                ["source"] =
                    "EventSource = class extends EventTarget { static CLOSED = 2; readyState = 2; constructor() { super(); setTimeout(() => this.dispatchEvent(new Event('error'))); } };",
            });
        try
        {
            var page = chromium.Open(lab);
            page.Until(() => page.Texts("h1").Contains("No pipelines yet"), "the empty page");
            Assert.Equal("asking", Assert.Single(page.Texts("#connection")));

            await PageScene.CreatePipelineAsync(lab, ThreeStages);

            page.Find("tr[data-pipeline]");
        }
        finally
        {
            chromium.Driver.ExecuteCdpCommand("Page.removeScriptToEvaluateOnNewDocument", (Dictionary<string, object?>)script!);
        }
    }

    [Fact]
    public async Task Theme_Chosen_IsKept()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        var page = chromium.Open(lab);
        page.Find("#theme");
        page.Until(() => page.Find("#theme").GetAttribute("title") == "Theme: auto", "the theme button");

        page.Click("#theme");
        var light = page.Evaluate<string>("getComputedStyle(document.body).backgroundColor");
        page.Click("#theme");
        var dark = page.Evaluate<string>("getComputedStyle(document.body).backgroundColor");
        page.Driver.Navigate().Refresh();
        page.Until(() => page.Evaluate<string>("document.documentElement.dataset.theme") == "dark", "the theme to be kept");

        Assert.NotEqual(light, dark);
    }
}
