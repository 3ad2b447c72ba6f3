using System.Diagnostics.CodeAnalysis;
using Odagrun.GitLab.Variables;

namespace Odagrun.Executor.Variables;

/// <summary>The variables of a job by name; the last value given wins, unless the name is protected.</summary>
internal sealed class VariableSet
{
    private readonly Dictionary<string, Variable> _byName = new(StringComparer.Ordinal);

    /// <summary>All, in the order in which their names came.</summary>
    internal IEnumerable<Variable> All => _byName.Values;

    /// <summary>What a script sees under the name; null where there is none.</summary>
    internal string? this[string name] => _byName.TryGetValue(name, out var variable) ? variable.Visible : null;

    internal void Set(string name, string value) => _byName[name] = new Variable(name, value);

    internal void Set(Variable variable) => _byName[variable.Name] = variable;

    internal void Remove(string name) => _byName.Remove(name);

    internal bool TryGet(string name, [NotNullWhen(true)] out Variable? variable) => _byName.TryGetValue(name, out variable);

    /// <summary>As GitLab's runner reads a switch: <c>true</c>, <c>1</c>, <c>yes</c> and <c>on</c> in any case.</summary>
    internal bool IsOn(string name, bool byDefault = false) => this[name] is { Length: > 0 } value
        ? value.ToLowerInvariant() is "true" or "1" or "t" or "yes" or "on"
        : byDefault;

    /// <summary>The text with its references replaced as GitLab's runner does it, and a POSIX shell's forms as the shell does.</summary>
    internal string Expand(string text) => VariableExpansion.ExpandForms(text, name => this[name]);
}
