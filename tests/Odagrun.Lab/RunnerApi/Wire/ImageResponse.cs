namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>image</c> or one of <c>services</c>.</summary>
internal sealed record ImageResponse
{
    public required string Name { get; init; }

    public string? Alias { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<string>? PullPolicy { get; init; }

    public IReadOnlyList<VariableResponse>? Variables { get; init; }

    public ExecutorOptsResponse? ExecutorOpts { get; init; }
}
