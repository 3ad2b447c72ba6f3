using System.Text;
using Odagrun.Executor.Shells;

namespace Odagrun.Executor.Variables;

/// <summary>
/// GITLAB_ENV: lines <c>NAME=value</c> that a script leaves for the scripts after it. A value of several lines stands in it as
/// <c>NAME:base64=…</c>, which no script writes by chance: a colon is in no name.
/// </summary>
internal static class EnvironmentFile
{
    private const string Encoded = ":base64";

    /// <summary>Takes the file's variables over; a missing file has none. Protected names are passed over.</summary>
    internal static void Load(string path, VariableSet variables)
    {
        if (!File.Exists(path))
        {
            return;
        }

        foreach (var line in File.ReadLines(path))
        {
            if (Read(line) is { } variable && !ProtectedNames.Contains(variable.Name))
            {
                variables.Set(variable);
            }
        }
    }

    /// <summary>Adds a variable at the file's end.</summary>
    internal static void Append(string path, string name, string value)
    {
        var line = value.AsSpan().ContainsAny('\n', '\r')
            ? $"{name}{Encoded}={Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}\n"
            : $"{name}={value}\n";
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Seek(0, SeekOrigin.End);
        if (file.Length > 0)
        {
            // A script may have left its last line open.
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n');
            }
        }

        file.Write(Encoding.UTF8.GetBytes(line));
    }

    private static Variable? Read(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var name = equals > 0 ? line[..equals] : "";
        if (ShellQuoting.IsName(name))
        {
            return new Variable(name, line[(equals + 1)..], IsRaw: true);
        }

        var plain = name.EndsWith(Encoded, StringComparison.Ordinal) ? name[..^Encoded.Length] : "";
        var bytes = new byte[line.Length];
        return ShellQuoting.IsName(plain) && Convert.TryFromBase64String(line[(equals + 1)..], bytes, out var length)
            ? new Variable(plain, Encoding.UTF8.GetString(bytes, 0, length), IsRaw: true)
            : null;
    }
}
