namespace Odagrun.Executor.Archives.Globs;

/// <summary>
/// A glob in the language of artifacts:paths: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a]</c>, <c>[!a]</c>, <c>{a,b/c}</c>, <c>\x</c>, and
/// <c>**</c> for any number of directories where it is a whole part of the path. Names with a leading dot are nothing special.
/// </summary>
internal sealed class Glob
{
    private Glob(string text, IReadOnlyList<IReadOnlyList<GlobSegment>> alternatives)
    {
        Text = text;
        Alternatives = alternatives;
    }

    /// <summary>As written.</summary>
    internal string Text { get; }

    /// <summary>One list of path parts for each combination of the braces.</summary>
    internal IReadOnlyList<IReadOnlyList<GlobSegment>> Alternatives { get; }

    /// <summary>Throws <see cref="FormatException"/> for an open bracket, an open brace or an escape of nothing.</summary>
    internal static Glob Parse(string text) =>
        new(text, [.. GlobBraces.Expand(text)
            .Select(alternative => (IReadOnlyList<GlobSegment>)[.. alternative.Split('/').Select(GlobSegment.Parse)])]);

    /// <summary>Matches a whole path with slashes.</summary>
    internal bool IsMatch(string path)
    {
        var names = path.Split('/');
        return Alternatives.Any(segments => IsMatch(segments, 0, names, 0));
    }

    private static bool IsMatch(IReadOnlyList<GlobSegment> segments, int segment, string[] names, int name)
    {
        for (; segment < segments.Count; segment++, name++)
        {
            if (segments[segment].IsAnyDepth)
            {
                return IsMatchAtAnyDepth(segments, segment, names, name);
            }

            if (name == names.Length || !segments[segment].IsMatch(names[name]))
            {
                return false;
            }
        }

        return name == names.Length;
    }

    private static bool IsMatchAtAnyDepth(IReadOnlyList<GlobSegment> segments, int segment, string[] names, int name)
    {
        for (; name <= names.Length; name++)
        {
            if (IsMatch(segments, segment + 1, names, name))
            {
                return true;
            }
        }

        return false;
    }
}
