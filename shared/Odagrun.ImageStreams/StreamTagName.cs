namespace Odagrun.ImageStreams;

/// <summary>An image in an image stream: <c>stream:tag</c> or <c>stream@sha256:…</c> in a namespace.</summary>
/// <param name="Namespace">Of OpenShift: the first part of the repository in its registry.</param>
/// <param name="Stream">The stream: the second part.</param>
/// <param name="Reference">A tag, or a digest.</param>
public sealed record StreamTagName(string Namespace, string Stream, string Reference)
{
    /// <summary>Whether the reference is a digest.</summary>
    public bool IsDigest => Reference.Contains(':', StringComparison.Ordinal);

    /// <summary>As objects of the API are named.</summary>
    public string Name => IsDigest ? $"{Stream}@{Reference}" : $"{Stream}:{Reference}";

    /// <summary>OpenShift's registry knows repositories of two parts only; null for others.</summary>
    public static StreamTagName? Of(string repository, string reference) =>
        repository.Split('/') is [var first, var second] ? new StreamTagName(first, second, reference) : null;

    /// <summary>As people write it.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
