using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.WebJobs;

namespace Odagrun.FunctionsHost;

/// <summary>What the Functions host makes of the function.json files: methods whose triggers call the handler.</summary>
#pragma warning disable CA1822 // the engine makes an instance per call
public sealed class Functions(IHandler handler)
{
    /// <summary>A timer.</summary>
    [FunctionName("PollGitLab")]
    public Task PollGitLab([TimerTrigger("%PollGitLab.schedule%", RunOnStartup = true, UseMonitor = false)] TimerInfo timer,
        CancellationToken stopping) => TickAsync("PollGitLab", timer, stopping);

    /// <summary>A timer.</summary>
    [FunctionName("Reconcile")]
    public Task Reconcile([TimerTrigger("%Reconcile.schedule%", RunOnStartup = true, UseMonitor = false)] TimerInfo timer,
        CancellationToken stopping) => TickAsync("Reconcile", timer, stopping);

    /// <summary>A queue.</summary>
    [FunctionName("PrepareJob")]
    public Task PrepareJob([QueueTrigger("%PrepareJob.queueName%")] QueueMessage message, CancellationToken stopping) =>
        DeliverAsync("PrepareJob", message, stopping);

    /// <summary>A queue.</summary>
    [FunctionName("StartJob")]
    public Task StartJob([QueueTrigger("%StartJob.queueName%")] QueueMessage message, CancellationToken stopping) =>
        DeliverAsync("StartJob", message, stopping);

    /// <summary>A queue.</summary>
    [FunctionName("FollowJob")]
    public Task FollowJob([QueueTrigger("%FollowJob.queueName%")] QueueMessage message, CancellationToken stopping) =>
        DeliverAsync("FollowJob", message, stopping);

    private Task TickAsync(string function, TimerInfo timer, CancellationToken stopping) => handler.InvokeAsync(
        function,
        "timer",
        new JsonObject
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = null,
            ["IsPastDue"] = timer.IsPastDue,
        },
        Sys(function),
        stopping);

    private Task DeliverAsync(string function, QueueMessage message, CancellationToken stopping)
    {
        var metadata = Sys(function);
        metadata["DequeueCount"] = $"{message.DequeueCount}";
        metadata["Id"] = JsonSerializer.Serialize(message.MessageId);
        metadata["PopReceipt"] = JsonSerializer.Serialize(message.PopReceipt);

        // A text is JSON once more, whatever it holds.
        return handler.InvokeAsync(function, "ticket", JsonSerializer.Serialize(message.Body.ToString()), metadata, stopping);
    }

    private static JsonObject Sys(string function) =>
        new() { ["sys"] = new JsonObject { ["MethodName"] = function, ["RandGuid"] = $"{Guid.NewGuid()}" } };
}
