using System.Text;

namespace Odagrun.Cli.Register;

/// <summary>Asks for a line that is not shown while it is typed.</summary>
internal static class HiddenInput
{
    public static string Read(TextWriter prompt)
    {
        prompt.Write("Runner authentication token (glrt-…): ");
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else
            {
                text.Append(key.KeyChar);
            }
        }

        prompt.WriteLine();
        return text.ToString();
    }
}
