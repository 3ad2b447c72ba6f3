using System.Text;
using System.Text.Json;
using Odagrun.Handover;

namespace Odagrun.Executor.Handover;

/// <summary>Leaves the last word for FollowJob.</summary>
internal static class TerminationLog
{
    private const int LongestText = 1500;

    /// <summary>Writes it; where the pod gives no place for it, FollowJob goes by the exit code.</summary>
    internal static void Write(string path, TerminationMessage message)
    {
        var text = message.Message is { Length: > LongestText } longText ? longText[..LongestText] + "…" : message.Message;
        var json = JsonSerializer.SerializeToUtf8Bytes(message with { Message = text }, HandoverJson.Default.TerminationMessage);
        try
        {
            File.WriteAllBytes(path, json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"odagrun: no termination message: {e.Message}; it would have been: {Encoding.UTF8.GetString(json)}");
        }
    }
}
