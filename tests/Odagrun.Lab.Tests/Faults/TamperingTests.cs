using System.Net;
using Odagrun.Lab.Tests.Server;

namespace Odagrun.Lab.Tests.Faults;

public sealed class TamperingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Payload_ThatIsRewritten_GoesOutSoAsOftenAsPlanned()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: "{ one: { script: [x] }, job: { script: [x] } }");
        fixture.Lab.Tampering.RewritePayload(
            "one", payload => payload.Replace("\"steps\":[", "\"steps\":\"", StringComparison.Ordinal), times: 1);

        using var first = await fixture.Runner.RequestAsync();
        using var second = await fixture.Runner.RequestAsync();

        Assert.Contains("\"steps\":\"", await first.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.DoesNotContain("\"steps\":\"", await second.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_ThatIsReplaced_IsStoredInPlaceOfTheUpload()
    {
        await using var fixture = await LabFixture.StartAsync();
        fixture.Lab.Tampering.ReplaceArchive("job", [1, 2, 3]);
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();

        using var uploaded = await job.UploadAsync("archive", "zip", new byte[100]);

        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(fixture.Lab.ArtifactPath(job.Id)!, Token));
    }
}
