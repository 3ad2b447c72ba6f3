using System.Text.Json;
using Odagrun.Jobs.Pods;
using Odagrun.Runc.Bundles;

namespace Odagrun.Runc.Pods;

/// <summary>Why a container did not start, in the words of runc or mount.</summary>
internal static class StartErrors
{
    private const int MaxMessage = 1000;

    public static (PodFailure Failure, string Message) Read(PodPaths pod)
    {
        var words = RuncWords(pod) ?? OutputWords(pod) ?? "its supervisor ended without a word";

        // runc and mount hand the system's error on as text only.
        var failure = words.Contains("no space left on device", StringComparison.OrdinalIgnoreCase)
            ? PodFailure.DiskFull
            : PodFailure.StartError;
        return (failure, $"the container could not be started: {(words.Length > MaxMessage ? words[..MaxMessage] : words)}");
    }

    private static string? RuncWords(PodPaths pod) =>
        !File.Exists(pod.RuncLog)
            ? null
            : File.ReadLines(pod.RuncLog).Select(Parse).LastOrDefault(line => line?.Level is "error" or "fatal")?.Message;

    private static string? OutputWords(PodPaths pod)
    {
        var text = File.Exists(pod.Output) ? File.ReadAllText(pod.Output).Trim() : "";
        return text.Length > 0 ? text : null;
    }

    private static RuncLogLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RuntimeJson.Default.RuncLogLine);
        }
        catch (JsonException)
        {
            // A line cut off by a full disk.
            return null;
        }
    }
}
