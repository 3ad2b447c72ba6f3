using Odagrun.Executor.Processes;
using Odagrun.Handover;

namespace Odagrun.Executor.Services;

/// <summary>Finds a service's program as a container engine does: by its path, or along PATH.</summary>
internal static class ServiceProgram
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    internal static ProcessStart Describe(ServiceEnvelope service, IReadOnlyDictionary<string, string> given)
    {
        var environment = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var (name, value) in service.Environment)
        {
            environment[name] = value;
        }

        var path = environment.GetValueOrDefault("PATH") is { Length: > 0 } set ? set : DefaultPath;
        var directory = Directory.Exists(service.WorkingDirectory) ? service.WorkingDirectory : "/";
        return new ProcessStart
        {
            Path = Find(service.Arguments[0], path, directory),
            Arguments = service.Arguments,
            Environment = [.. environment.Select(entry => $"{entry.Key}={entry.Value}")],
            WorkingDirectory = directory,
        };
    }

    private static string Find(string program, string path, string directory) => program.Contains('/', StringComparison.Ordinal)
        ? Path.GetFullPath(program, directory)
        : path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(entry => $"{entry.TrimEnd('/')}/{program}").FirstOrDefault(
            File.Exists) ?? program;
}
