using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Host;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Hosting.Logging;
using Odagrun.Masking;
using Odagrun.Stack;
using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Tests.Host;

public sealed class ConfigurationTests : IDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("configuration");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void LocalSettings_Values_AreSectionsByDoubleUnderscore()
    {
        File.WriteAllText(_directory.File("local.settings.json"),
            """{"IsEncrypted":false,"Values":{"Odagrun__Runners__0__Url":"http://a","Plain":"b"}}""");

        var values = ConfigurationFiles.Values(_directory.File("local.settings.json"));

        Assert.Equal("http://a", values["Odagrun:Runners:0:Url"]);
        Assert.Equal("b", values["Plain"]);
    }

    [Fact]
    public void LocalSettings_Broken_NamesTheFile()
    {
        File.WriteAllText(_directory.File("local.settings.json"), "{");

        var e = Assert.Throws<OptionsValidationException>(() => ConfigurationFiles.Values(_directory.File("local.settings.json")));

        Assert.Contains("local.settings.json can't be read", Assert.Single(e.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void HostFile_OfTheRepository_IsRead()
    {
        var path = Path.Combine(Odagrun.Stack.Installation.RepositoryPaths.Root, "host.json");

        var file = HostFileReader.Read(File.ReadAllText(path), path, NoSettings);

        Assert.Equal(new HostFile(), file);
    }

    [Fact]
    public void HostFile_WithWrongQueueSettings_NamesThemAll()
    {
        var e = Assert.Throws<OptionsValidationException>(() => HostFileReader.Read(
            """{"extensions":{"queues":{"batchSize":33,"maxDequeueCount":"x","maxPollingInterval":"00:00:00.01","messageEncoding":"none"}}}""",
            "host.json",
            NoSettings));

        Assert.Equal(
            [
                "host.json: extensions.queues.batchSize is 33: give a whole number from 1 to 32",
                "host.json: extensions.queues.maxDequeueCount is \"x\": give a whole number from 1 to 1000",
                "host.json: extensions.queues.maxPollingInterval is 00:00:00.01: give a time as \"hh:mm:ss\" from 00:00:00.1000000 to 01:00:00",
                "host.json: extensions.queues.messageEncoding is none: give base64, tickets are written so",
            ],
            e.Failures);
    }

    [Fact]
    public void HostFile_OverriddenBySettings_YieldsToThem()
    {
        var file = HostFileReader.Read(
            """{"extensions":{"queues":{"batchSize":8,"maxDequeueCount":3}}}""",
            "host.json",
            Settings(("AzureFunctionsJobHost:extensions:queues:maxDequeueCount", "7")));

        Assert.Equal((8, 7), (file.BatchSize, file.MaxDequeueCount));
    }

    [Fact]
    public void EnabledFunctions_WithoutSettings_AreAll() =>
        Assert.Equal(5, EnabledFunctionsReader.Read(NoSettings).Names.Count);

    [Theory]
    [InlineData("AzureWebJobs.PollGitLab.Disabled", "true")]
    [InlineData("AzureWebJobs_PollGitLab_Disabled", "1")]
    public void EnabledFunctions_OneDisabled_AreTheOthers(string key, string value)
    {
        var enabled = EnabledFunctionsReader.Read(Settings((key, value)));

        Assert.Equal(["FollowJob", "PrepareJob", "Reconcile", "StartJob"], enabled.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EnabledFunctions_SomeListed_AreThose()
    {
        var enabled = EnabledFunctionsReader.Read(Settings(("AzureFunctionsJobHost:functions:0", "PollGitLab"),
            ("AzureFunctionsJobHost:functions:1", "Reconcile"), ("AzureWebJobs.Reconcile.Disabled", "True")));

        Assert.Equal(["PollGitLab"], enabled.Names);
    }

    [Fact]
    public void EnabledFunctions_UnknownListed_NamesThoseThereAre()
    {
        var e = Assert.Throws<OptionsValidationException>(
            () => EnabledFunctionsReader.Read(Settings(("AzureFunctionsJobHost:functions:0", "Poll"))));

        Assert.Equal(
            "AzureFunctionsJobHost:functions names 'Poll', which is no function: there are PollGitLab, Reconcile, PrepareJob, StartJob, FollowJob", Assert.Single(e.Failures));
    }

    [Fact]
    public async Task Program_UnknownArgument_SaysHowToUseIt()
    {
        var error = new StringWriter();

        Assert.Equal(ExitCodes.Usage, await HostProgram.RunAsync(["--fast"], TextWriter.Null, error));

        Assert.Contains("'--fast' is not known", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithoutConfiguration_NamesEveryErrorAtOnceAndNothingElse()
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal(ExitCodes.Configuration, await HostProgram.RunAsync([], output, error));

        Assert.All(
            ["Odagrun:Runners:0", "Odagrun:Registry:Host", "Odagrun:Executor:LayerDirectory", "Odagrun:Jobs:Directory",
                "AzureWebJobsStorage", "Odagrun:Runc"],
            key => Assert.Contains(key, error.ToString(), StringComparison.Ordinal));
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void Log_AnyLine_IsOneLineAndMasked()
    {
        var output = new StringWriter();
        var masker = new SecretMasker();
        masker.Add("very-secret-token");
        using var provider = new MaskedConsoleProvider(masker, output, TimeProvider.System);

        provider.CreateLogger("Odagrun.Some.Category").Log(
            LogLevel.Warning, 0, "very-secret-token", new InvalidOperationException("first\nvery-secret-token"), (state, _) => state);

        var line = output.ToString();
        Assert.DoesNotContain("very-secret-token", line, StringComparison.Ordinal);
        Assert.Contains("warn  Category: [MASKED] | ", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    private static IConfigurationRoot NoSettings => Settings();

    private static IConfigurationRoot Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
}
