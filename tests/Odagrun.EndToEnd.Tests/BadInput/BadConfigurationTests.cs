namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>A host whose settings are wrong.</summary>
public sealed class BadConfigurationTests
{
    private const int Configuration = 78;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_WithSeveralErrors_AreSaidAllAtOnceAndTheHostDoesNotStart()
    {
        await using var rig = await Rig.StartWithoutHostAsync(
            Cancellation,
            settings: new Dictionary<string, string>
            {
                ["Odagrun__Registry__Patiance"] = "00:01:00",
                ["Odagrun__Registry__Host"] = "https://registry.example.com/path",
                ["Odagrun__Runners__0__Limit"] = "many",
                ["Odagrun__Executor__LayerDirectory"] = "/nowhere/at/all",
                ["Odagrun__Queues__Lease"] = "soon",
            });

        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Installation.StartHostAsync(Cancellation));

        var said = rig.Installation.Host.Output;
        Assert.Equal(Configuration, await rig.Installation.Host.WaitAsync(Cancellation));
        Assert.Contains("The configuration has 5 errors:", said, StringComparison.Ordinal);
        Assert.Contains("Odagrun:Registry:Patiance", said, StringComparison.Ordinal);
        Assert.Contains("Odagrun:Registry:Host is 'https://registry.example.com/path'", said, StringComparison.Ordinal);
        Assert.Contains("Odagrun:Runners:0:Limit is 'many'", said, StringComparison.Ordinal);
        Assert.Contains("Odagrun:Executor:LayerDirectory is '/nowhere/at/all'", said, StringComparison.Ordinal);
        Assert.Contains("Odagrun:Queues:Lease is 'soon'", said, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Runner.Token, said, StringComparison.Ordinal);
    }
}
