using Odagrun.Stack;
using Odagrun.Stack.Processes;

namespace Odagrun.Lab.Tests.Cli;

public sealed class ServeTests
{
    [Fact]
    public async Task Serve_PrintsItsUrlAndEndsOnASignal()
    {
        var token = TestContext.Current.CancellationToken;
        using var work = WorkDirectory.Create("lab-serve");
        await using var lab = ChildProcess.Start(
            new ProcessSpec("dotnet", Path.Combine(AppContext.BaseDirectory, "odagrun-lab.dll"), "serve", "--data", work.Path));
        var line = await lab.WaitForLineAsync("odagrun-lab: listening", token);
        var url = line.Split(' ').Single(part => part.StartsWith("url=", StringComparison.Ordinal))["url=".Length..];
        using (var http = new HttpClient())
        {
            Assert.Equal("[]", await http.GetStringAsync(new Uri(url + "/lab/projects"), token));
        }

        lab.Signal(PosixSignalName.Term);
        Assert.Equal(0, await lab.WaitAsync(token));
    }
}
