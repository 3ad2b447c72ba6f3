using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Invoking;
using Odagrun.Functions.Worker;

namespace Odagrun.Functions.Tests.Worker;

/// <summary>
/// The isolated worker's sources, compiled against stand-ins of its packages, which not every machine has: attributes and calls are what
/// <see cref="FunctionDefinitions"/> says.
/// </summary>
public sealed class WorkerFunctionsTests
{
    private static readonly List<(string Name, MethodInfo Method)> Functions =
        [.. new[] { typeof(TimerFunctions), typeof(TicketFunctions) }
            .SelectMany(type => type.GetMethods())
            .Select(method => (method.GetCustomAttribute<FunctionAttribute>()?.Name ?? "", method))
            .Where(function => function.Item1.Length > 0)];

    [Fact]
    public void Functions_Of_TheWorker_AreAll() =>
        Assert.Equal(FunctionDefinitions.All.Select(function => function.Name).Order(StringComparer.Ordinal),
            Functions.Select(function => function.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Timers_Attributes_HaveTheDefinitionsSchedule() => Assert.All(FunctionDefinitions.Timers, timer =>
    {
        var trigger = TriggerOf<TimerTriggerAttribute>(timer, TimerDefinition.Binding);

        Assert.Equal((timer.Schedule, true, false), (trigger.Schedule, trigger.RunOnStartup, trigger.UseMonitor));
    });

    [Fact]
    public void Queues_Attributes_HaveTheDefinitionsQueue() => Assert.All(FunctionDefinitions.Queues, queue =>
    {
        var trigger = TriggerOf<QueueTriggerAttribute>(queue, QueueDefinition.Binding);

        Assert.Equal((queue.Queue, QueueDefinition.Connection), (trigger.QueueName, trigger.Connection));
    });

    // The host decodes outputs that look like base64, and can't delay them.
    [Fact]
    public void Functions_Of_TheWorker_HaveNoOutputs() =>
        Assert.All(Functions, function => Assert.Equal(typeof(Task), function.Method.ReturnType));

    [Fact]
    public async Task Timers_WhenTheyFire_CallTheirFunction()
    {
        var calls = new RecordedCalls();
        var timers = new TimerFunctions(calls);

        await timers.PollGitLab(new TimerInfo { IsPastDue = true }, TestContext.Current.CancellationToken);
        await timers.Reconcile(new TimerInfo(), TestContext.Current.CancellationToken);

        Assert.Equal(["PollGitLab True", "Reconcile False"], calls.All);
    }

    [Theory]
    [InlineData("\"3\"", 3)]
    [InlineData("2", 2)]
    [InlineData(4L, 4)]
    [InlineData(null, 1)]
    public async Task Tickets_WhenTheyCome_CallTheirFunctionWithTheirDeliveryCount(object? count, int delivery)
    {
        var calls = new RecordedCalls();
        var tickets = new TicketFunctions(calls);
        var context = new Context(count);

        await tickets.PrepareJob("a", context, TestContext.Current.CancellationToken);
        await tickets.StartJob("b", context, TestContext.Current.CancellationToken);
        await tickets.FollowJob("c", context, TestContext.Current.CancellationToken);

        Assert.Equal([$"PrepareJob a {delivery}", $"StartJob b {delivery}", $"FollowJob c {delivery}"], calls.All);
    }

    private static T TriggerOf<T>(FunctionDefinition function, string binding)
        where T : Attribute =>
        Functions.Single(each => each.Name == function.Name).Method.GetParameters().Single(parameter => parameter.Name == binding)
            .GetCustomAttribute<T>()!;

    private sealed class RecordedCalls : IFunctionCalls
    {
        public List<string> All { get; } = [];

        public Task TickAsync(string function, bool isPastDue, CancellationToken aborted)
        {
            All.Add($"{function} {isPastDue}");
            return Task.CompletedTask;
        }

        public Task DeliverAsync(string function, string? text, long delivery, CancellationToken aborted)
        {
            All.Add($"{function} {text} {delivery}");
            return Task.CompletedTask;
        }
    }

    private sealed class Context(object? count) : FunctionContext
    {
        public override BindingContext BindingContext { get; } = new Binding(count);
    }

    private sealed class Binding(object? count) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } =
            count is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["DequeueCount"] = count };
    }
}
