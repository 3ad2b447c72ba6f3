namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>Which functions this process runs: poller and worker may be one program, started twice with different settings.</summary>
internal sealed record EnabledFunctions
{
    /// <summary>Their names.</summary>
    public IReadOnlySet<string> Names { get; init; } = new HashSet<string>();

    public bool Contains(string function) => Names.Contains(function);
}
