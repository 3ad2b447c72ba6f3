namespace Odagrun.Stack.Images;

/// <summary>An image of one layer, to be put into a registry by plain requests, without the product's own code.</summary>
public sealed record PlainImage(string Repository, string Tag)
{
    /// <summary>Path of the layer, a tar compressed with gzip; null: an image without layers.</summary>
    public string? LayerPath { get; init; }

    /// <summary>Environment, as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Env { get; init; } = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

    /// <summary>Entrypoint.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>Command.</summary>
    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>The processor it says it is made for, in Go's words.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>User.</summary>
    public string User { get; init; } = "";
}
