using System.Text.RegularExpressions;

namespace Odagrun.Kubernetes.Manifests.Overwriting;

/// <summary>
/// A job's KUBERNETES_* variables and the rules by which they are taken: executors/kubernetes/overwrites.go of GitLab Runner 19.4.
/// </summary>
internal sealed class Wishes(IReadOnlyDictionary<string, string> variables, WishNotes notes)
{
    public WishNotes Notes => notes;

    /// <summary>A variable's value; null where it is missing or empty.</summary>
    public string? Find(string variable) => variables.TryGetValue(variable, out var value) && value.Length > 0 ? value : null;

    /// <summary>The variables that begin so, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> StartingWith(string prefix) =>
        variables.Where(variable => variable.Key.StartsWith(prefix, StringComparison.Ordinal) && variable.Value.Length > 0)
            .OrderBy(variable => variable.Key, StringComparer.Ordinal);

    /// <summary>The same with a service's own variables, which win.</summary>
    public Wishes With(IReadOnlyDictionary<string, string> own)
    {
        var merged = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return new Wishes(merged, notes);
    }

    /// <summary>Whether a value is allowed; false where nothing is, which is noted.</summary>
    /// <exception cref="ManifestException">Others are allowed, this one is not.</exception>
    public bool Allows(string variable, string value, Regex? allowed, string key)
    {
        if (allowed is null)
        {
            notes.NotAllowed(variable, key);
            return false;
        }

        return allowed.IsMatch(value) ? true : throw new ManifestException(
            $"{variable} is '{value}', which the runner does not allow: {key} is '{allowed}'. Choose a value that matches, or ask the runner's administrator");
    }
}
