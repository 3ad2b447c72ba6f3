namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>What runs the functions.</summary>
public enum HostKind
{
    /// <summary>The program by itself.</summary>
    Standalone,

    /// <summary>The Functions host's engine with the program as its custom handler.</summary>
    FunctionsHost,
}
