using System.Text.Json.Nodes;
using Odagrun.Functions.Definitions;
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

    private static void AssertBinding(FunctionDefinition function, JsonObject expected)
    {
        var bindings = Read(Path.Combine(App, function.Name, "function.json"))["bindings"]!.AsArray();

        Assert.Equal(expected.ToJsonString(), Assert.Single(bindings)!.ToJsonString());
    }

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();
}
