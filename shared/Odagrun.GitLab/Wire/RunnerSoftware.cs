using System.Reflection;
using System.Runtime.InteropServices;

namespace Odagrun.GitLab.Wire;

/// <summary>What this software is, as GitLab shows it beside the runner and as the head of each log says.</summary>
public static class RunnerSoftware
{
    /// <summary>The product's name.</summary>
    public const string Name = "odagrun";

    private static readonly string[] Parts =
        (typeof(RunnerSoftware).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "0.0.0").Split('+', 2);

    /// <summary>Version without the commit.</summary>
    public static string Version => Parts[0];

    /// <summary>The commit's first eight characters, or <c>HEAD</c> where the build did not know it.</summary>
    public static string Revision { get; } = Parts is [_, { Length: > 0 } commit] ? commit[..Math.Min(8, commit.Length)] : "HEAD";

    /// <summary><c>linux</c>: the only system there is.</summary>
    public static string Platform => "linux";

    /// <summary>Go's name for the processor, which is what GitLab knows.</summary>
    public static string Architecture { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
