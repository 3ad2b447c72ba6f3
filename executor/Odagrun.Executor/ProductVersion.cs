using System.Reflection;

namespace Odagrun.Executor;

/// <summary>What this build calls itself.</summary>
internal static class ProductVersion
{
    private static readonly string Informational =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>The version: CI_RUNNER_VERSION.</summary>
    internal static string Number => Informational.Split('+')[0];

    /// <summary>The source revision, eight digits: CI_RUNNER_REVISION.</summary>
    internal static string Revision =>
        Informational.Split('+') is [_, { Length: > 0 } revision] ? revision[..Math.Min(8, revision.Length)] : "unknown";

    /// <summary>Both, as the log's first line has them.</summary>
    internal static string Text => $"{Number} ({Revision})";
}
