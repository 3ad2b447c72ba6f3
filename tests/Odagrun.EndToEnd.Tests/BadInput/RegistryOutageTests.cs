using Odagrun.Stack;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>Registries that give no answer.</summary>
[Collection(nameof(SharedRig))]
public sealed class RegistryOutageTests(SharedRig shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Registry_ThatNeverAnswers_FailsTheJobWhenPatienceIsOver()
    {
        var rig = shared.Rig;
        var nowhere = $"127.0.0.1:{FreePort.Next()}";

        var pipeline = await rig.RunToEndAsync(
            $$"""
            unreachable: { image: "{{nowhere}}/some/image:1", script: [echo fine] }
            nohost: { image: "registry.invalid/some/image:1", script: [echo fine] }
            good: { image: IMAGE, script: [echo fine] }
            """,
            Cancellation);

        rig.AssertFailed(
            pipeline, "unreachable", "runner_external_dependency_failure",
            "The job's image could not be prepared within 00:00:03",
            $"({nowhere}/some/image:1)", $"registry '{nowhere}' cannot be reached: Connection refused");
        rig.AssertFailed(
            pipeline, "nohost", "runner_external_dependency_failure",
            "(registry.invalid/some/image:1)", "registry 'registry.invalid' cannot be reached: ");
        rig.AssertGreen(pipeline, "good");
    }

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Registry_ThatComesBack_IsFoundAgain()
    {
        await using var rig = await Rig.StartAsync(Cancellation);
        await using var other = await PrivateRegistry.StartAsync(wantsLogin: false, Cancellation);
        await other.Registry.KillAsync(Cancellation);

        var pipeline = await rig.RunAsync(
            $$"""
            waits: { image: "{{other.Image}}", script: [echo fine] }
            good: { image: IMAGE, script: [echo fine] }
            """,
            Cancellation);
        await rig.Installation.Host.WaitForLineAsync(": waits ", Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await rig.Lab.WaitForJobAsync(pipeline.Job("good").Id, job => job.FinishedAt is not null, Cancellation).WaitAsync(
            TimeSpan.FromMinutes(1), Cancellation);
        await other.Registry.RestartAsync(Cancellation);

        pipeline = await rig.WaitAsync(pipeline, Cancellation);
        rig.AssertGreen(pipeline, "waits");
        rig.AssertGreen(pipeline, "good");
    }
}
