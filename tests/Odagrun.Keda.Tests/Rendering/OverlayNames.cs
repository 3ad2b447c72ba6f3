namespace Odagrun.Keda.Tests.Rendering;

/// <summary>Overlays as test data.</summary>
internal static class OverlayNames
{
    public static TheoryData<string> All => [.. Overlay.Names];

    /// <summary>Those whose functions are Deployments.</summary>
    public static TheoryData<string> WithDeployments => [.. Overlay.Names.Except(["standalone"])];

    /// <summary>Those that bring Azurite.</summary>
    public static TheoryData<string> WithAzurite => [.. Overlay.Names.Except(["azure"])];
}
