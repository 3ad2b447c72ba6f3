namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>A script whose log tells whether all of it arrived, once and in order; and the check.</summary>
internal static class JobOutput
{
    private const int Lines = 20;

    /// <summary>Script lines that print numbered lines for two seconds, then <c>end</c>.</summary>
    public const string Script =
        """
            - i=1; while [ $i -le 20 ]; do echo "line $i"; i=$((i+1)); sleep 0.1; done
            - echo end
        """;

    /// <summary>Without the time and stream in front of each line.</summary>
    public static string Plain(string trace) =>
        string.Join('\n', trace.Split('\n').Select(line => line.Length > 32 && line[4] == '-' ? line[32..] : line));

    /// <summary>Whether the log holds everything <see cref="Script"/> printed, once and in order.</summary>
    public static bool IsComplete(string trace)
    {
        var printed = Plain(trace).Split('\n').Where(line => line == "end" || line.StartsWith("line ", StringComparison.Ordinal));
        return printed.SequenceEqual([.. Enumerable.Range(1, Lines).Select(number => $"line {number}"), "end"]);
    }
}
