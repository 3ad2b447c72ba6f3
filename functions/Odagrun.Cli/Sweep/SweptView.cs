namespace Odagrun.Cli.Sweep;

/// <summary>One of them.</summary>
/// <param name="Image">Registry, repository and tag.</param>
/// <param name="Name">What it is called.</param>
/// <param name="LastUsed">When it was last used or stored.</param>
/// <param name="Bytes">Bytes of its layers, those it shares with others included.</param>
internal sealed record SweptView(string Image, string Name, DateTimeOffset? LastUsed, long Bytes);
