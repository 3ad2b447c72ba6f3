using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing;

/// <summary>How a layer is written and compressed.</summary>
public sealed record LayerPushOptions
{
    /// <summary>How it is compressed.</summary>
    public LayerFormat Format { get; init; } = LayerFormat.Gzip;

    /// <summary>gzip: 1 to 9; zstd: 1 to 19; null: what suits a push, where time counts as much as size.</summary>
    public int? Level { get; init; }

    /// <summary>
    /// True keeps owners and groups. False: owner 0:0, and the group may what the user may, so that an arbitrary uid of group 0 can
    /// work with the files (as OpenShift has it).
    /// </summary>
    public bool KeepOwner { get; init; }

    /// <summary>What becomes of the entries' times.</summary>
    public LayerTimes Times { get; init; } = LayerTimes.Keep;

    /// <summary>Told once for each entry that is left out, in one sentence that names it; null: nobody wants to know.</summary>
    public Action<string>? Warn { get; init; }
}
