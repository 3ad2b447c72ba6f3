namespace Odagrun.Executor.Variables;

/// <summary>GITLAB_ENV: lines <c>NAME=value</c> that a script leaves for the scripts after it.</summary>
internal static class EnvironmentFile
{
    /// <summary>Takes the file's variables over; a missing file has none. Protected names are passed over.</summary>
    internal static void Load(string path, VariableSet variables)
    {
        if (!File.Exists(path))
        {
            return;
        }

        foreach (var line in File.ReadLines(path))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? line[..equals] : "";
            if (Shells.ShellQuoting.IsName(name) && !ProtectedNames.Contains(name))
            {
                variables.Set(new Variable(name, line[(equals + 1)..], IsRaw: true));
            }
        }
    }
}
