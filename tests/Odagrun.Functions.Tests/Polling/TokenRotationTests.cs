using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Functions.Polling;
using Odagrun.Functions.Tests.Fakes;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;
using Odagrun.Masking;
using Odagrun.Stack;

namespace Odagrun.Functions.Tests.Polling;

public sealed class TokenRotationTests : IDisposable
{
    private static readonly Uri Url = new("http://gitlab.test");

    private readonly WorkDirectory _directory = WorkDirectory.Create("token");
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FakeGitLab _gitLab = new();
    private readonly LogLines _lines = new();
    private readonly SecretMasker _masker = new();

    private string File => _directory.File("token");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Token_AtThreeQuartersOfItsTime_IsExchangedAndKept()
    {
        var (runner, rotation) = Create(File);
        _gitLab.NewToken = new TokenResetOutcome("glrt-the-new-one", _clock.GetUtcNow().AddDays(8), null);
        rotation.Learn(_clock.GetUtcNow().AddDays(4));
        _clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.False(rotation.IsDue);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(rotation.IsDue);

        await rotation.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["glrt-old"], _gitLab.Resets);
        Assert.Equal("glrt-the-new-one", runner.Identity.Token);
        Assert.Equal("glrt-the-new-one", (await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)).Trim());
        Assert.Equal([File], Directory.GetFiles(_directory.Path));
        Assert.False(rotation.IsDue);
        Assert.DoesNotContain("the-new-one", _masker.Mask("glrt-the-new-one"), StringComparison.Ordinal);
    }

    [Fact]
    public void Token_InTheSettings_IsLeftToEndAndSaidSo()
    {
        var (_, rotation) = Create(null);
        rotation.Learn(_clock.GetUtcNow().AddDays(4));
        _clock.Advance(TimeSpan.FromDays(5));

        Assert.False(rotation.IsDue);
        Assert.Contains("name that in TokenFile", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WhoseFileCannotBeWritten_IsNotExchanged()
    {
        var (runner, rotation) = Create("/proc/token");
        rotation.Learn(_clock.GetUtcNow().AddDays(4));
        _clock.Advance(TimeSpan.FromDays(5));

        await rotation.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_gitLab.Resets);
        Assert.Equal("glrt-old", runner.Identity.Token);
        Assert.Contains("can't be written", _lines.ToString(), StringComparison.Ordinal);
        Assert.False(rotation.IsDue);
    }

    private (Runner Runner, TokenRotation Rotation) Create(string? file)
    {
        if (file == File)
        {
            System.IO.File.WriteAllText(file, "glrt-old");
            System.IO.File.SetLastWriteTimeUtc(file, _clock.GetUtcNow().UtcDateTime);
        }

        var options = new RunnerOptions { Name = "demo", Url = Url, Token = "glrt-old", TokenFile = file };
        var runner = new Runner(options, new RunnerIdentity(Url, "glrt-old", "s_1"));
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(_lines));
        return (runner, new TokenRotation(runner, _gitLab, _masker, _clock, logging.CreateLogger("test")));
    }
}
