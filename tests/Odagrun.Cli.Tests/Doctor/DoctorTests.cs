using Odagrun.Stack;
using Odagrun.Stack.Services;

namespace Odagrun.Cli.Tests.Doctor;

/// <summary>The doctor against each broken thing: it names that thing, with a remedy, and nothing else.</summary>
public sealed class DoctorTests(DoctorScene scene) : IClassFixture<DoctorScene>
{
    // htpasswd -Bbn ada correct-horse
    private const string Htpasswd = "ada:$2y$04$bs9eLTzH4j59A/SYDjQRe.BpCZtXdFI2CA9xXBfFGfzFoFWaAiw72";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Installation_ThatIsWell_HasNoComplaint()
    {
        var diagnosis = await DoctorScene.ExamineAsync(scene.Settings());

        Assert.Equal((ExitCodes.Ok, true), (diagnosis.Code, diagnosis.IsHealthy));
        Assert.Empty(diagnosis.Complaints);
        Assert.DoesNotContain(DoctorScene.Token, diagnosis.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "wrong, expired or revoked")]
    [InlineData(422, "no project or group")]
    public async Task Token_ThatGitLabRefuses_IsToldWithTheWayToANewOne(int status, string expected)
    {
        await using var gitLab = await GitLabStandIn.StartAsync(status, """{"message":"403 Forbidden"}""");
        var settings = scene.Settings();
        settings["Odagrun:Runners:0:Url"] = $"http://{gitLab.Host}";

        var diagnosis = await DoctorScene.ExamineAsync(settings);

        Assert.Equal(["problem token"], diagnosis.Complaints);
        Assert.Contains(expected, diagnosis.Complaint("token").Message, StringComparison.Ordinal);
        Assert.Contains("odagrun register", diagnosis.Complaint("token").Remedy, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Problems, diagnosis.Code);
        Assert.DoesNotContain(DoctorScene.Token, diagnosis.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "problem token")]
    [InlineData(2, "warning token")]
    public async Task Token_ThatEndsSoonOrHasEnded_IsTold(int days, string expected)
    {
        var end = TimeProvider.System.GetUtcNow().AddDays(days);
        await using var gitLab = await GitLabStandIn.StartAsync(
            200, $$"""{"id":7,"token":"glrt-x","token_expires_at":"{{end:yyyy-MM-ddTHH:mm:ss.fffZ}}"}""");
        var settings = scene.Settings();
        settings["Odagrun:Runners:0:Url"] = $"http://{gitLab.Host}";

        var diagnosis = await DoctorScene.ExamineAsync(settings);

        Assert.Equal([expected], diagnosis.Complaints);
    }

    [Fact]
    public async Task GitLab_ThatIsDown_IsToldOnceAndTheTokenIsNotBlamed()
    {
        var settings = scene.Settings();
        settings["Odagrun:Runners:0:Url"] = $"http://127.0.0.1:{FreePort.Next()}";

        var diagnosis = await DoctorScene.ExamineAsync(settings, null, "--timeout", "20");

        Assert.Contains("problem gitlab", diagnosis.Complaints);
        Assert.Contains("firewall", diagnosis.Complaint("gitlab").Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("refuses", diagnosis.Complaint("token").Message, StringComparison.Ordinal);
        Assert.Equal("skipped", diagnosis.StatusOf("clock"));
    }

    [Theory]
    [InlineData(10, "ahead of")]
    [InlineData(-10, "behind")]
    public async Task Clock_TenMinutesOff_IsAProblem(int minutes, string expected)
    {
        var diagnosis = await DoctorScene.ExamineAsync(scene.Settings(), new ShiftedClock(TimeSpan.FromMinutes(minutes)));

        Assert.Equal(["problem clock"], diagnosis.Complaints);
        Assert.Contains(expected, diagnosis.Complaint("clock").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queues_ThatAreMissing_AreToldAndMadeOnDemand()
    {
        await using var azurite = await Azurite.StartAsync(Cancellation);
        var settings = scene.Settings();
        settings["AzureWebJobsStorage"] = azurite.ConnectionString;

        var before = await DoctorScene.ExamineAsync(settings);
        var made = await DoctorScene.ExamineAsync(settings, null, "--create-queues");
        var after = await DoctorScene.ExamineAsync(settings);

        Assert.Equal(["warning queue", "warning queue", "warning queue"], before.Complaints);
        Assert.Contains("--create-queues", before.Complaint("queue").Remedy, StringComparison.Ordinal);
        Assert.Empty(made.Complaints);
        Assert.Empty(after.Complaints);
    }

    [Fact]
    public async Task Storage_OutOfReach_IsToldOnce()
    {
        var settings = scene.Settings();
        settings["AzureWebJobsStorage"] = scene.Azurite.ConnectThrough($"127.0.0.1:{FreePort.Next()}");

        var diagnosis = await DoctorScene.ExamineAsync(settings);

        Assert.Equal(["problem queue"], diagnosis.Complaints);
        Assert.Contains("does not answer", diagnosis.Complaint("queue").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_WithAWrongKey_IsToldWithoutTheKey()
    {
        var settings = scene.Settings();
        var wrong = Convert.ToBase64String(new byte[64]);
        settings["AzureWebJobsStorage"] = scene.Azurite.ConnectionString.Replace(
            "AccountKey=Eby8", "AccountKey=Fby8", StringComparison.Ordinal);

        var diagnosis = await DoctorScene.ExamineAsync(settings);

        Assert.Equal(["problem queue"], diagnosis.Complaints);
        Assert.Contains("refuses the key", diagnosis.Complaint("queue").Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Fby8vdM02", diagnosis.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, diagnosis.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_ThatIsReadOnly_IsTold()
    {
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { ReadOnly = true }, Cancellation);
        var settings = scene.Settings();
        settings["Odagrun:Registry:Host"] = registry.Host;

        var diagnosis = await DoctorScene.ExamineAsync(settings);

        Assert.Equal(["problem registry.push"], diagnosis.Complaints);
        Assert.Contains("read-only", diagnosis.Complaint("registry.push").Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "wants a login")]
    [InlineData("wrong-password", "login is refused")]
    public async Task Registry_WithoutTheRightLogin_IsTold(string? password, string expected)
    {
        using var directory = WorkDirectory.Create("htpasswd");
        await File.WriteAllTextAsync(directory.File("htpasswd"), Htpasswd + "\n", Cancellation);
        await using var registry = await DockerRegistry.StartAsync(
            new DockerRegistryOptions { HtpasswdPath = directory.File("htpasswd") }, Cancellation);
        var settings = scene.Settings();
        settings["Odagrun:Registry:Host"] = registry.Host;
        (settings["Odagrun:Registry:Username"], settings["Odagrun:Registry:Password"]) = (password is null ? null : "ada", password);

        var diagnosis = await DoctorScene.ExamineAsync(settings);

        Assert.Equal(["problem registry.push"], diagnosis.Complaints);
        Assert.Contains(expected, diagnosis.Complaint("registry.push").Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", diagnosis.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ThatAreWrong_AreToldAndTheRestIsLookedAtAllTheSame()
    {
        var settings = scene.Settings();
        settings["Odagrun:Runners:0:Token"] = null;
        settings["Odagrun:Registry:Hots"] = "x";

        var diagnosis = await DoctorScene.ExamineAsync(settings);

        Assert.Equal(["problem settings", "problem settings"], diagnosis.Complaints);
        Assert.Equal("ok", diagnosis.StatusOf("queue"));
        Assert.Equal(ExitCodes.Configuration, diagnosis.Code);
    }

    [Fact]
    public async Task Report_ForPeople_HasALineForEachFindingAndItsRemedy()
    {
        var settings = scene.Settings();
        settings["Odagrun:Runners:0:Url"] = $"http://127.0.0.1:{FreePort.Next()}";

        var run = await CliRun.RunAsync(["doctor", "--timeout", "20"], settings);

        Assert.Contains("PROBLEM", run.Output, StringComparison.Ordinal);
        Assert.Contains("→ check Odagrun:Runners:*:Url", run.Output, StringComparison.Ordinal);
        Assert.Contains("registry.push", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output", "yaml")]
    [InlineData("--timeout", "0")]
    [InlineData("--no-such-option")]
    public async Task Arguments_ThatAreWrong_AreRefusedByTheUsageCode(params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, (await CliRun.RunAsync(["doctor", .. arguments])).Code);
    }
}
