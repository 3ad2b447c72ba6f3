using Odagrun.Stack.Images;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>Scripts that no shell can run, output that no terminal can show, images without the shell they need.</summary>
[Collection(nameof(SharedRig))]
public sealed class BadScriptTests(SharedRig shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_OfAnyBytes_RunsOrIsRefusedByLine()
    {
        var rig = shared.Rig;

        var pipeline = await rig.RunToEndAsync(
            """
            .job: { image: IMAGE }
            nul: { extends: .job, script: ["echo fine", "echo a\0b"] }
            variable: { extends: .job, variables: { BAD: "a\0b" }, script: [echo fine] }
            crlf: { extends: .job, script: ["echo one\r", "if true; then\r\n  echo two\r\nfi\r\n", "echo three | od -c | head -n 1"] }
            line: { extends: .job, script: ["head -c 10000000 /dev/zero | tr '\\0' x; echo; echo behind"] }
            utf8: { extends: .job, script: ["printf 'a\\377\\376b \\303\\n'; printf '\\342\\202'; sleep 0.1; printf '\\254\\n'; echo behind"] }
            quotes: { extends: .job, script: ["echo it's broken"] }
            good: { extends: .job, script: [echo fine] }
            """,
            Cancellation);

        rig.AssertFailed(pipeline, "nul", "runner_configuration_error",
            "ERROR: Job failed: script: entry 2 has a NUL character (U+0000) at position 7", ".gitlab-ci.yml");
        Assert.DoesNotContain("\nfine", rig.Log(pipeline, "nul"), StringComparison.Ordinal);
        rig.AssertFailed(
            pipeline, "variable", "runner_configuration_error", "the variable 'BAD' has a NUL character (U+0000) in its value");
        rig.AssertGreen(pipeline, "crlf", "CR LF", "\none\n", "\ntwo\n", @"t   h   r   e   e  \n");
        rig.AssertGreen(pipeline, "line", "\nbehind\n");
        Assert.InRange(rig.Lab.FindJob(pipeline.Job("line").Id)!.TraceBytes, 10_000_000, 11_000_000);
        rig.AssertGreen(pipeline, "utf8", "\na\uFFFD\uFFFDb \uFFFD\n", "\n€\n", "\nbehind\n");
        rig.AssertFailed(pipeline, "quotes", "script_failure", "unterminated quoted string");
        rig.AssertGreen(pipeline, "good", "\nfine\n");
    }

    [Fact]
    public async Task Image_WithoutAWorkingShell_SaysWhatItNeeds()
    {
        var rig = shared.Rig;
        using var pusher = new PlainImagePusher(rig.Installation.Registry.Host);
        await pusher.PushAsync(new PlainImage("base/noshell", "1"), Cancellation);

        var pipeline = await rig.RunToEndAsync(
            $$"""
            .job: { image: "{{rig.Installation.Registry.Host}}/base/noshell:1", variables: { GIT_STRATEGY: none } }
            simple: { extends: .job, script: [echo "one $CI_JOB_NAME"] }
            program: { extends: .job, script: ["no-such-program --version"] }
            loop: { extends: .job, script: ["for i in 1 2; do echo $i; done"] }
            good: { image: IMAGE, script: [echo fine] }
            """,
            Cancellation);

        rig.AssertGreen(pipeline, "simple", "one simple");
        rig.AssertFailed(pipeline, "program", "script_failure", "no-such-program");
        rig.AssertFailed(pipeline, "loop", "script_failure", "this image has no shell, and the built-in line runner does not know 'for'");
        rig.AssertGreen(pipeline, "good");
    }
}
