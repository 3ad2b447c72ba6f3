using Odagrun.Executor.Layer;
using Odagrun.Functions.Images.Layers;

namespace Odagrun.Functions.Images.Sbom;

/// <summary>What is inside the images: ourselves, .NET, NuGet's packages, Debian's libraries.</summary>
internal static class BomComponents
{
    private const string Authorities = "/" + StandaloneLayers.Authorities;

    public static async Task<IReadOnlyList<BomComponent>> OfStandaloneAsync(
        ImagesOptions options, IReadOnlyList<SharedLibrary> libraries, CancellationToken cancellationToken) =>
        options.Packages is { } packages
            ? [.. OfFunctions(options), .. await DebianComponents.UnpackedAsync(packages, cancellationToken),
                .. await DebianComponents.OwnersAsync([Authorities], cancellationToken)]
            : [.. OfFunctions(options), .. await DebianComponents.OwnersAsync(
                [.. libraries.Select(library => library.File.FullName), Authorities], cancellationToken)];

    public static IReadOnlyList<BomComponent> OfFunctions(ImagesOptions options) =>
    [
        new BomComponent("application", "Odagrun.Functions", options.Version, $"pkg:generic/odagrun-functions@{options.Version}"),
        new BomComponent("framework", ".NET", Environment.Version.ToString(), $"pkg:generic/dotnet-runtime@{Environment.Version}"),
        .. options.Assets.SelectMany(NuGetComponents.Read),
    ];
}
