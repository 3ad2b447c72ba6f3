using Odagrun.Executor.Jobs;
using Odagrun.Executor.Processes;
using Odagrun.Executor.Shells;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Scripts;

/// <summary>Runs one of a job's scripts: each in a shell of its own, so that only files and GITLAB_ENV survive it.</summary>
internal sealed class ScriptRunner(IScriptShell shell, ImageEnvironment image)
{
    private bool _warned;

    /// <summary>The shell's name.</summary>
    internal string ShellName => shell.Name;

    /// <summary>Runs the lines; null is success.</summary>
    internal async Task<JobFailure?> RunAsync(
        string script, IReadOnlyList<string> entries, JobSession session, CancellationToken cancellationToken)
    {
        var lines = ScriptLines.Read(script, entries);
        if (lines.HadCarriageReturns)
        {
            session.Trace.Write($"\e[33m{script}: its lines end in CR LF, as on Windows; they are run without the CR\e[0;m\n");
        }

        EnvironmentFile.Load(session.Directories.EnvironmentFile, session.Variables);
        ScriptExports.Clear(session.Directories.EnvironmentFile);
        try
        {
            var exitCode = await shell.RunAsync(lines, Environment(session), cancellationToken);
            return exitCode == 0 ? null : JobFailure.Script(exitCode);
        }
        catch (ProcessStartException e)
        {
            return JobFailure.System($"{e.Message}{Explain(e)}");
        }
    }

    private ScriptEnvironment Environment(JobSession session)
    {
        var variables = image.With(session.Variables, session.Directories);
        // The same warning before each script would hide what matters.
        var unexported = EnvironmentLimits.TakeOut(variables, text => Warn(session, text));
        _warned = true;
        return new ScriptEnvironment(variables, unexported, session.Directories.Project, session.Directories.EnvironmentFile,
            session.Variables.IsOn("CI_DEBUG_TRACE"));
    }

    private void Warn(JobSession session, string text)
    {
        if (!_warned)
        {
            session.Trace.Write($"\e[33m{text}\e[0;m\n");
        }
    }

    private static string Explain(ProcessStartException e) => e.ErrorNumber switch
    {
        ProcessStartException.TooBig => "; the job's variables are too long together: make the long ones variables of type file",
        ProcessStartException.NotFound => "; the image's shell needs a loader or a library that the image lacks",
        ProcessStartException.NoProgram =>
            "; the image's shell is no program for this machine: the image may be for another platform, or damaged",
        ProcessStartException.NoPermission => "; the image's shell may not be run by the job's user",
        _ => "",
    };
}
