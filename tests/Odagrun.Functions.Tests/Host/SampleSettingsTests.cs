using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Hosting.Composition;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Runc;
using Odagrun.Stack.Installation;

namespace Odagrun.Functions.Tests.Host;

/// <summary>
/// local.settings.sample.json names every option that a reader knows: each reader is asked by a key that it does not know.
/// </summary>
public sealed partial class SampleSettingsTests
{
    private const string Unknown = "Zzz";

    private static readonly string[] Sections =
        ["Odagrun:Runners:0", "Odagrun:Registry", "Odagrun:Executor", "Odagrun:Caches", "Odagrun:Jobs", "Odagrun:Queues", "Odagrun:Pods",
            "Odagrun:Runc", "Odagrun:Kubernetes"];

    private static readonly Dictionary<string,
        string?> Sample = ConfigurationFiles.Values(Path.Combine(RepositoryPaths.Root, "local.settings.sample.json"));

    [Theory]
    [InlineData("runc")]
    [InlineData("kubernetes")]
    public void Options_AllThatAreKnown_StandInTheSample(string launcher)
    {
        var missing = KnownOptions(launcher).Where(option => !StandsInSample(option)).Order(StringComparer.Ordinal).ToList();

        Assert.True(missing.Count == 0, "local.settings.sample.json lacks:\n" + string.Join('\n', missing));
    }

    // Bound by name, not read; the user is Odagrun:Pods:UserId.
    [Fact]
    public void RuncOptions_All_StandInTheSample() =>
        Assert.All(
            typeof(RuncOptions).GetProperties().Select(option => option.Name).Where(name => name != nameof(RuncOptions.Uid)),
            name => Assert.True(StandsInSample($"{RuncOptions.Section}:{name}"), name));

    [Theory]
    [InlineData("runc")]
    [InlineData("kubernetes")]
    public void Sample_AsItIs_HasNoErrorsButFilesThatAreNotHere(string launcher)
    {
        var settings = new Dictionary<string, string?>(Sample) { ["Odagrun:Pods:Launcher"] = launcher };

        Assert.DoesNotContain(ErrorsOf(settings), error => !NotHere().IsMatch(error));
    }

    // An option given as a text or by the name of a file with the text stands in the sample once.
    private static bool StandsInSample(string option)
    {
        var other = option.EndsWith("File", StringComparison.Ordinal) ? option[..^4] : option + "File";
        return Sample.Keys.Any(key => key == option || key == other || key.StartsWith(option + ":", StringComparison.Ordinal));
    }

    private static HashSet<string> KnownOptions(string launcher)
    {
        var probed = new HashSet<string>(Sections);
        var options = new HashSet<string>();
        while (true)
        {
            var settings = probed.ToDictionary(section => $"{section}:{Unknown}", string? (_) => "x");
            settings["Odagrun:Pods:Launcher"] = launcher;
            var sections = ErrorsOf(settings).Select(error => NotKnown().Match(error)).Where(match => match.Success)
                .ToLookup(match => match.Groups["section"].Value, match => match.Groups["keys"].Value.Split(", "));
            options.UnionWith(sections.SelectMany(section => section.SelectMany(keys => keys.Select(key => $"{section.Key}:{key}"))));
            options.ExceptWith(sections.Select(section => section.Key));
            var more = options.Where(option => option != "Odagrun:Pods:Launcher").Except(probed).ToList();
            if (more.Count == 0)
            {
                return options;
            }

            probed.UnionWith(more);
        }
    }

    private static IReadOnlyList<string> ErrorsOf(Dictionary<string, string?> settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddOdagrun(TextWriter.Null);
        using var host = builder.Build();
        var error = Record.Exception(() => host.Services.GetRequiredService<IStartupValidator>().Validate());
        return error is null ? [] : ConfigurationErrors.Of(error);
    }

    [GeneratedRegex("^(?<section>Odagrun:.*):Zzz is not known: known here are (?<keys>.*)$")]
    private static partial Regex NotKnown();

    [GeneratedRegex("(TokenFile|Token|LayerDirectory) is ")]
    private static partial Regex NotHere();
}
