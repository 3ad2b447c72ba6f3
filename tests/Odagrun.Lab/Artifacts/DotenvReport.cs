using System.IO.Compression;
using System.Text.RegularExpressions;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Artifacts;

/// <summary>Reads a dotenv report: variables for later jobs.</summary>
internal sealed partial record DotenvReport(IReadOnlyList<CiVariable> Variables, string? Error)
{
    private const int MostBytes = 5 * 1024;
    private const int MostVariables = 150;

    public static async Task<DotenvReport> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var gzip = new GZipStream(file, CompressionMode.Decompress);
            using var reader = new StreamReader(gzip);
            return Parse(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (InvalidDataException e)
        {
            return new DotenvReport([], $"the dotenv report is no gzip file: {e.Message}");
        }
    }

    public static DotenvReport Parse(string text)
    {
        if (text.Length > MostBytes)
        {
            return new DotenvReport([], $"Dotenv Artifact Too Big. Maximum Allowable Size: {MostBytes}");
        }

        var variables = new Dictionary<string, CiVariable>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0))
        {
            var equals = line.IndexOf('=');
            if (equals < 0 || !Name().IsMatch(line[..equals]))
            {
                return new DotenvReport([], "Invalid Format");
            }

            var key = line[..equals];
            variables[key] = new CiVariable(key, Unquote(line[(equals + 1)..].Trim())) { Public = false };
        }

        return variables.Count > MostVariables
            ? new DotenvReport([], $"Dotenv files cannot have more than {MostVariables} variables")
            : new DotenvReport([.. variables.Values], null);
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] is ('"' or '\'') && value[^1] == value[0] ? value[1..^1] : value;

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
