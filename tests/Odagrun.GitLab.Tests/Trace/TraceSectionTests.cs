using Odagrun.GitLab.Api;
using Odagrun.GitLab.Tests.Fakes;
using Odagrun.GitLab.Trace;

namespace Odagrun.GitLab.Tests.Trace;

/// <summary>Section markers, byte by byte (gitlab-runner's helpers/build_section_test.go and timestamper_test.go).</summary>
public sealed class TraceSectionTests
{
    [Fact]
    public async Task OpenSection_Plain_FramesWhatIsInside()
    {
        var log = await LogAsync(TraceFixture.Plain, false);

        Assert.Equal(
            "section_start:1767323045:get_sources\r\x1b[0KGetting source\ninside\nsection_end:1767323045:get_sources\r\x1b[0K", log);
    }

    [Fact]
    public async Task OpenSection_Collapsed_SaysSo()
    {
        var log = await LogAsync(TraceFixture.Plain, true);

        Assert.StartsWith("section_start:1767323045:get_sources[collapsed=true]\r\x1b[0KGetting source\n", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSection_Stamped_EndsItsLineAtOnce()
    {
        var log = await LogAsync(TraceFixture.Plain with { Timestamps = true }, false);

        const string stamp = "2026-01-02T03:04:05.000000Z";
        Assert.Equal(
            $"{stamp} 00O section_start:1767323045:get_sources\r\x1b[0KGetting source\n{stamp} 01O inside\n{stamp} 00O section_end:1767323045:get_sources\r\x1b[0K\n",
            log);
    }

    [Fact]
    public async Task OpenSection_NotWanted_WritesTheHeadOnly()
    {
        var log = await LogAsync(TraceFixture.Plain with { Sections = false }, true);

        Assert.Equal("Getting source\ninside\n", log);
    }

    private static async Task<string> LogAsync(JobTraceOptions options, bool collapsed)
    {
        await using var fixture = await TraceFixture.StartAsync(options);
        var section = fixture.Trace.OpenSection("get_sources", "Getting source", collapsed);
        fixture.Trace.Write(TraceStream.JobOutput, "inside\n"u8);
        section.Dispose();
        section.Dispose();
        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, TestContext.Current.CancellationToken));
        return fixture.Log;
    }
}
