using System.Globalization;
using System.Text;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Scripts;
using Odagrun.Executor.Shells;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Commands.Copying;

/// <summary><c>--to_var</c>: into GITLAB_ENV for the scripts after this one, and beside it for the lines after this one.</summary>
internal sealed class CopyVariable
{
    private readonly string _name;
    private readonly string _environmentFile;
    private readonly TimeProvider _clock;

    internal CopyVariable(string name, CommandConsole console, TimeProvider clock)
    {
        if (!ShellQuoting.IsName(name))
        {
            throw new CommandException($"--to_var={name} is no name of a variable: letters, digits and _, no digit first", ExitCode.Usage);
        }

        if (ProtectedNames.Contains(name))
        {
            throw new CommandException(
                $"the variable {name} is protected: image names and rights derive from it; choose another name", ExitCode.Refused);
        }

        _name = name;
        _clock = clock;
        _environmentFile = console.Variable("GITLAB_ENV") is { Length: > 0 } file
            ? file
            : throw new CommandException(
                "GITLAB_ENV is not set, so there is nobody to hand a variable to: --to_var works in the script of a job");
    }

    /// <summary>Sets it, less the line ends at its end as <c>$(…)</c> leaves them out, and gives how many characters it has.</summary>
    internal async Task<int> SetAsync(string text, CancellationToken cancellationToken)
    {
        var value = text.TrimEnd('\n', '\r');
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new CommandException($"the text for ${_name} has a NUL character, which no variable can hold; copy it to a file");
        }

        var bytes = Encoding.UTF8.GetByteCount(value) + _name.Length + 2;
        if (bytes > EnvironmentLimits.OneVariable)
        {
            throw new CommandException(string.Create(
                CultureInfo.InvariantCulture,
                $"the text for ${_name} has {bytes:N0} bytes, and Linux gives a program at most {EnvironmentLimits.OneVariable:N0} in one variable; copy it to a file"));
        }

        EnvironmentFile.Append(_environmentFile, _name, value);
        await ScriptExports.AppendAsync(_environmentFile, _name, value, _clock, cancellationToken);
        return value.Length;
    }
}
