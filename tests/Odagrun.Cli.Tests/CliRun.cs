using Microsoft.Extensions.Configuration;

namespace Odagrun.Cli.Tests;

/// <summary>One call of the program, with settings and input of a test's own.</summary>
internal sealed record CliRun(int Code, string Output, string Error)
{
    /// <summary>Everything it printed.</summary>
    public string All => Output + Error;

    public static async Task<CliRun> RunAsync(
        string[] arguments, IReadOnlyDictionary<string, string?>? settings = null, string input = "", TimeProvider? clock = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build();
        var code = await CliProgram.RunAsync(
            arguments,
            new CliSurroundings(new StringReader(input), false, output, error, null, configuration, clock ?? TimeProvider.System));
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
