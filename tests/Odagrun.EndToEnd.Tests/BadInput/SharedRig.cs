namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>
/// One installation for all classes whose bad input needs nothing special of it: that it serves the next one is half of the test.
/// </summary>
public sealed class SharedRig : IAsyncLifetime
{
    /// <summary>How long a job waits for a registry here.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    internal Rig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Rig = await Rig.StartAsync(
            TestContext.Current.CancellationToken,
            settings: new Dictionary<string, string> { ["Odagrun__Registry__Patience"] = Patience.ToString("c") });

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
