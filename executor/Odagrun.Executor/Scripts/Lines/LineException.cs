namespace Odagrun.Executor.Scripts.Lines;

/// <summary>A line that the built-in line runner cannot run; the message says what it lacks.</summary>
internal sealed class LineException(string message) : Exception(message)
{
    internal static LineException Missing(string what) =>
        new($"this image has no shell, and the built-in line runner does not know {what}; it runs simple commands with quotes, "
            + "variables, &&, ||, ;, | and redirections. Use an image with a shell for more");
}
