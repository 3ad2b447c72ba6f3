namespace Odagrun.Lab.Pipelines;

/// <summary>A variable as a job gets it.</summary>
public sealed record CiVariable(string Key, string Value)
{
    /// <summary>May stand in logs and manifests.</summary>
    public bool Public { get; init; } = true;

    /// <summary>The value becomes a file; the variable holds its path.</summary>
    public bool File { get; init; }

    /// <summary>Hidden in the log.</summary>
    public bool Masked { get; init; }

    /// <summary>Not expanded (<c>expand: false</c>).</summary>
    public bool Raw { get; init; }

    /// <summary>Only for jobs of protected refs.</summary>
    public bool Protected { get; init; }
}
