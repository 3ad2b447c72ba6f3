namespace Odagrun.Caches.Naming;

/// <summary>
/// A cache's key as GitLab Runner takes it (its cache/cachekey): percent-encoded slashes and dots are decoded, backslashes are
/// slashes, <c>..</c> does not leave the root, spaces at the end count for nothing.
/// </summary>
public static class CacheKey
{
    private const int Longest = 1024;

    /// <summary>The key in its one form; null where nothing is left of it.</summary>
    /// <exception cref="FormatException">No file could be named so.</exception>
    public static string? Normalize(string key)
    {
        if (key.Length > Longest)
        {
            throw new FormatException($"the cache key '{key[..40]}…' has {key.Length} characters; {Longest} are allowed");
        }

        if (key.Any(char.IsControl))
        {
            throw new FormatException($"the cache key '{Shown(key)}' holds line breaks or other control characters; leave them out");
        }

        var decoded = key
            .Replace("%2f", "/", StringComparison.OrdinalIgnoreCase)
            .Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)
            .Replace('\\', '/');
        var parts = new List<string>();
        foreach (var part in decoded.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case ".." when parts.Count > 0:
                    parts.RemoveAt(parts.Count - 1);
                    break;
                case "..":
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        var normal = string.Join('/', parts).TrimEnd(' ');
        return normal.Length == 0 ? null : normal;
    }

    /// <summary>The text on one line, for messages.</summary>
    internal static string Shown(string text) => string.Concat(text.Take(60).Select(c => char.IsControl(c) ? '?' : c));
}
