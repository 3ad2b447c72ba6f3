namespace Odagrun.Executor.Processes;

/// <summary>A program to start. Descriptors that are null read from, or write to, <c>/dev/null</c>.</summary>
internal sealed record ProcessStart
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>With the program's own name first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>All of its environment, as NAME=value.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Descriptor of this process, duplicated.</summary>
    public int? StandardInput { get; init; }

    /// <summary>Descriptor of this process, duplicated.</summary>
    public int? StandardOutput { get; init; }

    /// <summary>Descriptor of this process, duplicated.</summary>
    public int? StandardError { get; init; }
}
