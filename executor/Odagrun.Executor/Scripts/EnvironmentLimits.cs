using System.Globalization;
using System.Text;
using Odagrun.Executor.Shells;

namespace Odagrun.Executor.Scripts;

/// <summary>
/// The kernel gives a program at most 128 KiB in one variable and about 2 MiB in all; one variable beyond that, and nothing at all
/// could be started any more (E2BIG). Variables that do not fit stay in the script's shell.
/// </summary>
internal static class EnvironmentLimits
{
    /// <summary>MAX_ARG_STRLEN, the zero at the end included.</summary>
    internal const int OneVariable = 128 << 10;

    /// <summary>A quarter of the usual stack limit (8 MiB), less half a megabyte for the arguments of the script's own programs.</summary>
    internal const int All = (2 << 20) - (512 << 10);

    /// <summary>Takes out what does not fit, the longest first, and says so.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> TakeOut(Dictionary<string, string> variables, Action<string> warn)
    {
        var total = variables.Sum(Size);
        var removed = new List<KeyValuePair<string, string>>();
        foreach (var variable in variables.OrderByDescending(Size).ToList())
        {
            var size = Size(variable);
            if (size <= OneVariable && total <= All)
            {
                break;
            }

            variables.Remove(variable.Key);
            total -= size;
            removed.Add(variable);
            warn(Explain(variable.Key, size));
        }

        return [.. removed.Where(variable => ShellQuoting.IsName(variable.Key))];
    }

    private static string Explain(string name, int size) => string.Create(
        CultureInfo.InvariantCulture,
        $"WARNING: the variable {name} has {size - name.Length - 2:N0} bytes. Linux gives a program at most {OneVariable:N0} bytes in one "
        + $"variable and {All >> 10:N0} KiB in all, so {name} is set in the script's shell only and not exported to the programs it starts. "
        + $"Make it a variable of type file to pass it on.");

    private static int Size(KeyValuePair<string, string> variable) =>
        Encoding.UTF8.GetByteCount(variable.Key) + Encoding.UTF8.GetByteCount(variable.Value) + 2;
}
