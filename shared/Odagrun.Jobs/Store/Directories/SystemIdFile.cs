using System.Security.Cryptography;

namespace Odagrun.Jobs.Store.Directories;

/// <summary>
/// GitLab's <c>system_id</c> of this installation: random, made once, kept beside the jobs. A new one at each start would fill
/// GitLab's list of runner managers.
/// </summary>
internal static class SystemIdFile
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static string ReadOrCreate(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "system-id");
        if (!File.Exists(path))
        {
            Create(directory, path);
        }

        var text = File.ReadAllText(path).Trim();
        return text.Length > 0 ? text : throw new InvalidDataException($"{path} is empty: remove it, a new system id is made then");
    }

    // Several processes may start at once: the first link wins, the others read it.
    private static void Create(string directory, string path)
    {
        var temporary = Path.Combine(directory, $".system-id.{Guid.NewGuid():N}");
        File.WriteAllText(temporary, "r_" + RandomNumberGenerator.GetString(Alphabet, 12));
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
