namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>info</c>: what a runner says of itself.</summary>
internal sealed record RunnerInfoRequest
{
    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Revision { get; init; }

    public string? Platform { get; init; }

    public string? Architecture { get; init; }

    public string? Executor { get; init; }

    public string? Shell { get; init; }

    public Dictionary<string, bool>? Features { get; init; }
}
