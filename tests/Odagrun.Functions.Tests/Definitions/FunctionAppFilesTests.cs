using System.Globalization;
using System.Text.Json.Nodes;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Following;
using Odagrun.Stack.Installation;

namespace Odagrun.Functions.Tests.Definitions;

/// <summary>The files of the function app say what <see cref="FunctionDefinitions"/> says.</summary>
public sealed class FunctionAppFilesTests
{
    private static readonly string App = Path.Combine(RepositoryPaths.Root, "functions", "app");

    [Fact]
    public void Folders_Of_TheApp_AreTheFunctions() =>
        Assert.Equal(
            FunctionDefinitions.All.Select(function => function.Name).Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(App).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void TimerFunctions_FunctionJson_HasTheDefinitionsSchedule() => Assert.All(FunctionDefinitions.Timers, timer =>
        AssertBinding(timer, new JsonObject
        {
            ["name"] = TimerDefinition.Binding,
            ["type"] = "timerTrigger",
            ["direction"] = "in",
            ["schedule"] = timer.Schedule,
            ["runOnStartup"] = true,
            ["useMonitor"] = false,
        }));

    [Fact]
    public void QueueFunctions_FunctionJson_HasTheDefinitionsQueue() => Assert.All(FunctionDefinitions.Queues, queue =>
        AssertBinding(queue, new JsonObject
        {
            ["name"] = QueueDefinition.Binding,
            ["type"] = "queueTrigger",
            ["direction"] = "in",
            ["queueName"] = queue.Queue,
            ["connection"] = QueueDefinition.Connection,
        }));

    [Fact]
    public void Schedules_Of_Timers_AreIntervals() =>
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)], FunctionDefinitions.Timers.Select(timer => timer.Interval));

    [Fact]
    public void HostFile_OfTheCustomHandler_IsTheOthersWithHandlerAndExtensions()
    {
        var plain = Read(Path.Combine(RepositoryPaths.Root, "host.json"));
        var handler = Read(Path.Combine(App, "host.json"));

        Assert.Equal("odagrun-functions", (string?)handler["customHandler"]!["description"]!["defaultExecutablePath"]);
        Assert.True(handler.Remove("customHandler") && handler.Remove("extensionBundle"));
        Assert.True(JsonNode.DeepEquals(plain, handler), "functions/app/host.json differs from host.json");
    }

    [Fact]
    public void HostFile_OfTheCustomHandler_KeepsOutOfTheHostsTraps()
    {
        var file = Read(Path.Combine(App, "host.json"));

        // Forwarding would pass bodies of functions with one http trigger as they are; ours are called by the one form that Invocation
        // reads.
        Assert.False((bool)file["customHandler"]!["enableForwardingHttpRequest"]!);

        // The host refuses storage extensions before 4.0.4, which are those of bundles before 4.
        Assert.Equal("[4.*, 5.0.0)", (string?)file["extensionBundle"]!["version"]);

        // Where it is over the host ends the handler, with all that is at hand.
        Assert.True(TimeSpan.Parse((string)file["functionTimeout"]!, CultureInfo.InvariantCulture) > FollowJob.LongSlice
            + TimeSpan.FromMinutes(10));

        // A killed host's lock on the timers is free after this, not after a minute.
        Assert.Equal("00:00:15", (string?)file["singleton"]!["listenerLockPeriod"]);
        Assert.Equal("00:00:15", (string?)file["singleton"]!["listenerLockRecoveryPollingInterval"]);
    }

    private static void AssertBinding(FunctionDefinition function, JsonObject expected)
    {
        var bindings = Read(Path.Combine(App, function.Name, "function.json"))["bindings"]!.AsArray();

        Assert.Equal(expected.ToJsonString(), Assert.Single(bindings)!.ToJsonString());
    }

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();
}
