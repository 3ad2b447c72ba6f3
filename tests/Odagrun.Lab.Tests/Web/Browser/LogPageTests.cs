using Odagrun.Lab.Tests.Server;
using OpenQA.Selenium;

namespace Odagrun.Lab.Tests.Web.Browser;

public sealed class LogPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string E = "\x1b";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_WhileTheJobRuns_GrowsAndFollowsTheEnd()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await PageScene.StartJobAsync(lab, runner);
        var page = chromium.Open(lab, $"#/jobs/{job.Id}");
        await job.WriteAsync("first line\n");
        page.UntilLogShows("first line");

        await job.WriteAsync(string.Concat(Enumerable.Range(1, 500).Select(i => $"line {i}\n")) + "50%\r");
        page.UntilLogShows("50%");
        await job.WriteAsync("100%\n");

        page.UntilLogShows("100%");
        Assert.DoesNotContain("first line", page.Texts(".log .text"));
        await job.FinishAsync("failed", "script_failure", 7);
        page.Find("aside .badge.state-failed");
        Assert.Contains("exit code 7", page.Texts("aside .notice .exit"));
        Assert.Contains("script_failure", page.Texts("aside .notice code"));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Log_WithMarkup_ShowsItAsText()
    {
        const string Html = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script><b>&amp;</b>";
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await PageScene.StartJobAsync(lab, runner, "\"<i>name</i>\"");
        await job.WriteAsync($"{Html}\nsection_start:1:x[<b>]\r{E}[0K{Html}\njavascript:alert(1) https://example.org/\"><b>x</b>\n");
        await job.FinishAsync("failed", "script_failure", 1);

        var page = chromium.Open(lab, $"#/jobs/{job.Id}");
        page.UntilLogShows(Html);

        Assert.Equal(2, page.Texts(".log .text").Count(text => text == Html));
        Assert.Equal(0, page.Count(".log img, .log script, .log b, aside i"));
        Assert.Equal("https://example.org/", Assert.Single(page.Driver.FindElements(By.CssSelector(".log .text a"))).GetAttribute("href"));
        Assert.DoesNotContain("pwned", page.Driver.Title, StringComparison.Ordinal);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Sections_FoldAndUnfold_ByButtonAndByLink()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await PageScene.StartJobAsync(lab, runner);
        await job.WriteAsync(
            $"section_start:100:get_sources[collapsed=true]\r{E}[0KGetting source\nfetching\nsection_end:165:get_sources\r{E}[0K"
            + $"section_start:165:step_script\r{E}[0KRunning\n{E}[31mred{E}[0m {E}[38;2;1;2;3mtrue colour{E}[0m\nsection_end:167:step_script\r{E}[0Kend\n");
        await job.FinishAsync();

        var page = chromium.Open(lab, $"#/jobs/{job.Id}");
        page.UntilLogShows("end");
        Assert.Equal(["Getting source", "Running", "red true colour", "end"], page.Texts(".log .text"));
        Assert.Equal(["1 min 05 s", "2 s"], page.Texts(".log .duration"));
        Assert.Equal(
            "rgb(1, 2, 3)", page.Evaluate<string>("getComputedStyle(document.querySelector('[data-line=\"4\"] .fg:not(.fg1)')).color"));

        page.Click("button.fold[data-section=get_sources]");
        page.UntilLogShows("fetching");
        page.Driver.SwitchTo().ActiveElement().SendKeys(Keys.Enter);
        page.Until(() => page.Texts(".log .text").Count == 4, "the section to be folded by the keyboard");

        var linked = chromium.Open(lab, $"#/jobs/{job.Id}/L2");
        linked.UntilLogShows("fetching");
        Assert.Equal("2", linked.Find(".line.selected").GetAttribute("data-line"));
        linked.AssertNoErrors();
    }

    [Fact]
    public async Task Timestamps_OfTheLog_AreShownOnDemand()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await PageScene.StartJobAsync(lab, runner);
        await job.WriteAsync(
            "2026-01-02T03:04:05.123456Z 01O half \n2026-01-02T03:04:06.000000Z 01E wrong\n2026-01-02T03:04:07.000000Z 01O+done\n");
        await job.FinishAsync();

        var page = chromium.Open(lab, $"#/jobs/{job.Id}");
        page.UntilLogShows("half done");
        Assert.Equal("2026-01-02T03:04:05.123456Z", page.Find("[data-line='1'] .number").GetAttribute("title"));
        Assert.False(page.Find("[data-line='1'] .stamp").Displayed);
        page.Find(".log").SendKeys("t");
        page.Until(() => page.Find("[data-line='1'] .stamp").Displayed, "the timestamps");

        Assert.Equal("03:04:05.123", page.Find("[data-line='1'] .stamp").Text);
        Assert.Equal(1, page.Count(".line.stderr"));
        page.Find(".log").SendKeys("t");
        page.AssertNoErrors();
    }

    [Theory]
    [InlineData("lines")]
    [InlineData("one line")]
    public async Task Log_OfTenMegabytes_KeepsAFewRowsOnThePage(string shape)
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await PageScene.StartJobAsync(lab, runner);
        var piece = shape == "lines" ? string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 10_000)) : new string('x', 1_000_000);
        for (var i = 0; i < 10; i++)
        {
            await job.WriteAsync(piece);
        }

        await job.WriteAsync(shape == "lines" ? "the end" : "\nthe end");
        await job.FinishAsync();

        var page = chromium.Open(lab, $"#/jobs/{job.Id}");
        page.Until(() => page.Evaluate<long>("document.querySelector('.sheet')?.offsetHeight ?? 0") > 1_000_000, "the whole log");
        page.Find("[data-tool=search]").SendKeys("the end");
        page.Find(".tools output");
        page.Until(() => page.Texts(".log mark").Contains("the end"), "the last line to be found");

        Assert.Equal("1 of 1", Assert.Single(page.Texts(".tools output")));
        Assert.InRange(page.Count(".log .line"), 1, 200);
        Assert.InRange(page.Evaluate<long>("document.querySelector('.sheet').textContent.length"), 1, 100_000);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Artifacts_OfAJob_CanBeDownloaded()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await PageScene.StartJobAsync(lab, runner);
        using (await job.UploadAsync("archive", "zip", new byte[2048]))
        {
            await job.FinishAsync();
        }

        var page = chromium.Open(lab, $"#/jobs/{job.Id}");
        var link = page.Find(".artifacts a");

        Assert.Equal("artifacts.zip", link.Text.Trim());
        Assert.Equal("archive, 2.0 KiB", Assert.Single(page.Texts(".artifacts .sub")));
        using var http = new HttpClient();
        Assert.Equal(2048, (await http.GetByteArrayAsync(link.GetAttribute("href"), Token)).Length);
        page.AssertNoErrors();
    }
}
