namespace Odagrun.Executor.Commands.Calling;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
internal static class Likeness
{
    /// <summary>The name that takes the fewest changed, added or removed letters; null where that is more than a third of them.</summary>
    internal static string? Closest(string written, IEnumerable<string> names)
    {
        var closest = names.MinBy(name => Distance(written, name));
        return closest is not null && Distance(written, closest) <= Math.Max(2, written.Length / 3) ? closest : null;
    }

    // Levenshtein's distance, upper and lower case being the same.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
