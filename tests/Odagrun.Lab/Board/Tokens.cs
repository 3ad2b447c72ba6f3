using System.Security.Cryptography;

namespace Odagrun.Lab.Board;

/// <summary>Makes tokens in the form GitLab's have.</summary>
internal static class Tokens
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

    public static string Runner() => "glrt-" + RandomNumberGenerator.GetString(Alphabet, 20);

    public static string Job() => "glcbt-64_" + RandomNumberGenerator.GetString(Alphabet, 20);

    public static string Project() => "glpat-" + RandomNumberGenerator.GetString(Alphabet, 20);
}
