using System.Text.Json.Nodes;
using Odagrun.Lab;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>What GitLab, or a proxy before it, sends as a job and is none.</summary>
[Collection(nameof(SharedRig))]
public sealed class BadPayloadTests(SharedRig shared)
{
    private const string FiveJobs =
        """
        .job: { image: IMAGE, script: [echo fine] }
        good: { extends: .job }
        steps: { extends: .job }
        list: { extends: .job }
        cut: { extends: .job }
        unknown: { extends: .job }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Payload_WithAFieldOfTheWrongKind_FailsItsJobAndNamesTheField()
    {
        var rig = shared.Rig;
        rig.Lab.Tampering.RewritePayload("steps", payload => Change(payload, job => job["steps"] = "nonsense"));
        rig.Lab.Tampering.RewritePayload("list", payload => Change(payload, job => job["image"] = new JsonArray("a", "b")));
        rig.Lab.Tampering.RewritePayload("cut", payload => payload[..(payload.Length / 2)]);
        rig.Lab.Tampering.RewritePayload("unknown", payload => Change(payload, job => job["from_the_future"] = new JsonArray(1)));

        var pipeline = await rig.RunToEndAsync(FiveJobs, Cancellation);

        rig.AssertFailed(
            pipeline, "steps", "runner_system_failure",
            "ERROR: The runner can't read the job that GitLab sent: ", "can't be read at '$.steps': its value is not of the kind");
        rig.AssertFailed(pipeline, "list", "runner_system_failure", "'$.image'");
        rig.AssertFailed(pipeline, "cut", "runner_system_failure", "the job payload is no JSON, or was cut off");
        rig.AssertGreen(pipeline, "unknown");
        rig.AssertGreen(pipeline, "good");
    }

    // GitLab takes such a run back when nobody begins it; the seconds it waits here are too few for a pod to begin.
    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Payload_WithoutIdOrToken_IsSaidByTheHostAndTakenBackByGitLab()
    {
        // Nothing can be told to GitLab of such a job: its second run shows that the first one held nobody up.
        await using var rig = await Rig.StartAsync(
            Cancellation,
            new LabOptions
            {
                TraceUpdateInterval = TimeSpan.FromSeconds(1),
                AcknowledgementWait = TimeSpan.FromSeconds(8),
                AcknowledgementRetries = 1,
            });
        rig.Lab.Tampering.RewritePayload("token", payload => Change(payload, job => job.Remove("token")), times: 1);
        rig.Lab.Tampering.RewritePayload("id", payload => Change(payload, job => job.Remove("id")), times: 1);
        rig.Lab.Tampering.RewritePayload("page", _ => "<html><body>Please log in to the proxy</body></html>", times: 1);

        var pipeline = await rig.RunToEndAsync(
            """
            .job: { image: IMAGE, script: [echo fine] }
            token: { extends: .job }
            id: { extends: .job }
            page: { extends: .job }
            good: { extends: .job }
            """,
            Cancellation);

        Assert.All(["token", "id", "page", "good"], job => rig.AssertGreen(pipeline, job));
        Assert.Equal(["id", "page", "token"], pipeline.RetriedJobs.Select(job => job.Name).Order());
        Assert.All(pipeline.RetriedJobs, job => Assert.Equal("runner_provisioning_timeout", job.FailureReason));
        var said = rig.Installation.Host.Output;
        Assert.Contains("has no token", said, StringComparison.Ordinal);
        Assert.Contains("the job payload has no id", said, StringComparison.Ordinal);
        Assert.Contains("'<' is an invalid start of a value", said, StringComparison.Ordinal);
    }

    private static string Change(string payload, Action<JsonObject> change)
    {
        var job = JsonNode.Parse(payload)!.AsObject();
        change(job);
        return job.ToJsonString();
    }
}
