using System.Globalization;

namespace Odagrun.Jobs.Pods;

/// <summary>Where executor and services of a pod find each other's files.</summary>
public static class ServiceFiles
{
    /// <summary>The folder that all containers of a pod with services share, and all may write to.</summary>
    public const string Folder = "/.odagrun/services";

    /// <summary>Made by the executor when the job is done; services then end.</summary>
    public const string End = Folder + "/end";

    /// <summary>What the service of this index says.</summary>
    public static string Log(int index) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{index}.log");
}
