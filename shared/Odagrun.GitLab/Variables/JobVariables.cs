using Odagrun.GitLab.Payload;

namespace Odagrun.GitLab.Variables;

/// <summary>
/// A job's variables. Of several with one name the last counts. Values that are not raw may refer to others; they are expanded once,
/// not recursively (the server has expanded its own already). A reference to a file variable gives the file's path.
/// </summary>
public sealed class JobVariables
{
    /// <summary>The variable that names the directory of the files of file variables.</summary>
    public const string FileDirectoryKey = "RUNNER_TEMP_PROJECT_DIR";

    private readonly Dictionary<string, JobVariable> _byKey;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private JobVariables(Dictionary<string, JobVariable> byKey, IReadOnlyList<JobVariable> all)
    {
        _byKey = byKey;
        All = all;
    }

    /// <summary>No variables.</summary>
    public static JobVariables Empty { get; } = From([]);

    /// <summary>Each name once, in the order of their last occurrence, values as given.</summary>
    public IReadOnlyList<JobVariable> All { get; }

    /// <summary>The values of masked variables, as the masker wants them: as they are and expanded, blank ones left out.</summary>
    public IEnumerable<string> MaskedValues =>
        All.Where(variable => variable.Masked)
            .SelectMany(variable => new[] { variable.Value ?? "", Content(variable.Key!) })
            .Where(value => !string.IsNullOrWhiteSpace(value))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Takes variables in their order; entries without a name are left out.</summary>
    public static JobVariables From(IEnumerable<JobVariable> variables)
    {
        var byKey = new Dictionary<string, JobVariable>(StringComparer.Ordinal);
        var order = new List<JobVariable>();
        foreach (var variable in variables.Where(variable => !string.IsNullOrEmpty(variable?.Key)))
        {
            order.Add(variable);
            byKey[variable.Key!] = variable;
        }

        return new JobVariables(byKey, [.. order.Where(variable => ReferenceEquals(byKey[variable.Key!], variable))]);
    }

    /// <summary>These and then <paramref name="later"/>, which win.</summary>
    public JobVariables With(IEnumerable<JobVariable> later) => From(All.Concat(later));

    /// <summary>Whether there is a variable of this name.</summary>
    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>What the job sees: the expanded value, a file variable's path, or the empty text for a name there is not.</summary>
    public string Get(string key)
    {
        if (!_byKey.TryGetValue(key, out var variable))
        {
            return "";
        }

        return variable.File ? FilePath(key) : Content(key);
    }

    /// <summary>The expanded value; of a file variable its content.</summary>
    public string Content(string key)
    {
        if (!_byKey.TryGetValue(key, out var variable))
        {
            return "";
        }

        // A file variable's content goes into the file as it is.
        if (variable.Raw || variable.File)
        {
            return variable.Value ?? "";
        }

        lock (_values)
        {
            if (!_values.TryGetValue(key, out var value))
            {
                value = VariableExpansion.Expand(variable.Value ?? "", Unexpanded);
                _values.Add(key, value);
            }

            return value;
        }
    }

    /// <summary>
    /// Replaces references in a text of the job's configuration, an image's name, a cache's key; a POSIX shell's forms, too.
    /// </summary>
    public string Expand(string text) => VariableExpansion.ExpandForms(text, key => Has(key) ? Get(key) : null);

    /// <summary><c>true</c> in any case or <c>1</c>.</summary>
    public bool IsTrue(string key) => Get(key) is var value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private string Unexpanded(string key) =>
        !_byKey.TryGetValue(key, out var variable) ? "" : variable.File ? FilePath(key) : variable.Value ?? "";

    private string FilePath(string key)
    {
        var directory = key == FileDirectoryKey ? "" : Get(FileDirectoryKey);
        return directory.Length == 0 ? key : $"{directory.TrimEnd('/')}/{key}";
    }
}
