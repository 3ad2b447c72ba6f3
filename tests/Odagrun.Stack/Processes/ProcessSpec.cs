namespace Odagrun.Stack.Processes;

/// <summary>A program to start, with arguments and added environment.</summary>
public sealed record ProcessSpec(string FileName, params string[] Arguments)
{
    /// <summary>Added to this process' environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it runs; null: here.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Sees each line of stdout and stderr.</summary>
    public Action<string>? OnLine { get; init; }
}
