namespace Odagrun.Cli.Register;

/// <summary>What the command line asks of <c>register</c>: where the token comes from, and where it goes (a file, or a Secret).</summary>
internal sealed record RegisterOptions
{
    public required Uri Url { get; init; }

    public string? TokenFile { get; init; }

    public string? AuthoritiesFile { get; init; }

    public string? OutputFile { get; init; }

    public string? Namespace { get; init; }

    public required string Secret { get; init; }

    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }
}
