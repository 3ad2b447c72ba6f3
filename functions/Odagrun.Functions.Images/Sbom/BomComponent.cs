namespace Odagrun.Functions.Images.Sbom;

/// <summary>Something that is inside an image; <paramref name="Purl"/>: its package URL.</summary>
internal sealed record BomComponent(string Type, string Name, string Version, string Purl);
