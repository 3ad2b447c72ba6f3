using System.Globalization;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary><c>test</c> and <c>[</c>: files, texts, whole numbers, and <c>!</c>.</summary>
internal static class LineTest
{
    internal static int Run(string[] words, LineState state, Action<bool, string> print)
    {
        bool? result = words switch
        {
            ["!", .. var rest] => Run(rest, state, print) switch { 0 => false, 1 => true, _ => null },
            [] => false,
            [var text] => text.Length > 0,
            ["-n", var text] => text.Length > 0,
            ["-z", var text] => text.Length == 0,
            ["-e", var path] => Path.Exists(Full(state, path)),
            ["-f", var path] => File.Exists(Full(state, path)),
            ["-d", var path] => Directory.Exists(Full(state, path)),
            ["-s", var path] => new FileInfo(Full(state, path)) is { Exists: true, Length: > 0 },
            [var left, "=" or "==", var right] => left == right,
            [var left, "!=", var right] => left != right,
            [var left, ['-', ..] compare, var right] => Compare(left, compare, right),
            _ => null,
        };
        return result switch
        {
            true => 0,
            false => 1,
            null => LineBuiltins.Fail(print, $"test: '{string.Join(' ', words)}' is not understood", 2),
        };
    }

    private static bool? Compare(string left, string compare, string right)
    {
        if (!long.TryParse(left, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var a)
            || !long.TryParse(right, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var b))
        {
            return null;
        }

        return compare switch
        {
            "-eq" => a == b,
            "-ne" => a != b,
            "-lt" => a < b,
            "-le" => a <= b,
            "-gt" => a > b,
            "-ge" => a >= b,
            _ => null,
        };
    }

    private static string Full(LineState state, string path) => Path.Combine(state.Directory, path);
}
