using System.Globalization;
using Microsoft.Extensions.Configuration;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Settings;

/// <summary>Reads <c>Odagrun:Runners</c>.</summary>
internal static class RunnersReader
{
    public static RunnersOptions Read(SettingsReader reader, IConfiguration section)
    {
        var runners = new List<RunnerOptions>();
        foreach (var child in section.GetChildren())
        {
            var own = new SettingsReader(child, $"{RunnersOptions.Section}:{child.Key}");
            runners.Add(ReadOne(own, child.Key));
            own.RefuseUnknown();
            reader.AddErrors(own.Errors);
        }

        if (runners.Count == 0)
        {
            reader.Error(
                "0", "is not set", "configure a runner: Odagrun__Runners__0__Url and Odagrun__Runners__0__Token (or …__TokenFile)");
        }

        foreach (var twice in runners.GroupBy(runner => runner.Name).Where(group => group.Count() > 1))
        {
            reader.Error(
                "*", $"has the name '{twice.Key}' {twice.Count()} times", "give each runner a Name of its own: job names begin with it");
        }

        return new RunnersOptions { Runners = runners };
    }

    private static RunnerOptions ReadOne(SettingsReader reader, string index)
    {
        var name = reader.Text("Name", $"runner-{index}");
        if (!RunnerNames.IsValid(name))
        {
            reader.Error("Name", $"is '{name}'", "start with a letter and use a-z, 0-9 and inner dashes, at most 30 characters");
        }

        var token = reader.Secret("Token");
        if (token is null)
        {
            reader.Error(
                "Token", "is not set",
                "give the runner authentication token (glrt-…) that GitLab shows once when the runner is made, or name its file in TokenFile");
        }

        return new RunnerOptions
        {
            Name = name,
            Url = Address(reader),
            Token = token ?? "",
            TokenFile = reader.Text("TokenFile"),
            Tls = RunnerTlsReader.Read(reader),
            Limit = reader.Number("Limit", 10, 1, 10_000),
            RequestConcurrency = reader.Number("RequestConcurrency", 4, 1, 100),
            CheckInterval = reader.Duration(
                "CheckInterval", TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            SystemId = reader.Text("SystemId"),
        };
    }

    private static Uri Address(SettingsReader reader)
    {
        var text = reader.Required("Url", "give GitLab's address, for example https://gitlab.example.com");
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0
            && url.UserInfo.Length == 0)
        {
            return url;
        }

        if (text.Length > 0)
        {
            reader.Error("Url", string.Create(CultureInfo.InvariantCulture, $"is '{text}'"),
                "give an http or https address without user, password and query");
        }

        return new Uri("http://invalid");
    }
}
