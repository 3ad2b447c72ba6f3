using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Invoking;
using Odagrun.Masking;

namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>
/// The custom handler's side of the Functions host's contract: <c>GET /</c> says that it is there, <c>POST /NAME</c> runs a function. An
/// answer always has a body, for the host waits on an empty one until the function's time is over; and never an output, which the host
/// would decode where it looks like base64, and can't delay: the functions send their tickets themselves.
/// </summary>
internal sealed class HandlerRequests(IServiceProvider services, HandlerActivity activity, ISecretMasker masker)
{
    private const int LongestProblem = 2000;

    private static readonly byte[] Done = """{"Outputs":{},"Logs":[]}"""u8.ToArray();
    private static readonly byte[] Ready = """{"name":"Odagrun.Functions"}"""u8.ToArray();

    // Made at the first invocation: the host waits for the first answer, which needs nothing of it.
    private readonly Lazy<IFunctionCalls> _calls = new(services.GetRequiredService<IFunctionCalls>);

    public Task HandleAsync(HttpContext context)
    {
        activity.Seen();
        var function = FunctionDefinitions.All.FirstOrDefault(
            each => context.Request.Path.Equals("/" + each.Name, StringComparison.OrdinalIgnoreCase));
        return (context.Request.Method, function) switch
        {
            ("GET" or "HEAD", null) => AnswerAsync(context, StatusCodes.Status200OK, Ready),
            ("POST", { } known) => InvokeAsync(context, known),
            (_, { } known) => FailAsync(context, StatusCodes.Status405MethodNotAllowed, $"{known.Name} is called by POST"),
            _ => FailAsync(
                context, StatusCodes.Status404NotFound,
                $"there is no function '{context.Request.Path.Value?.TrimStart('/')}': there are {string.Join(", ", FunctionDefinitions.All.Select(each => each.Name))}"),
        };
    }

    private async Task InvokeAsync(HttpContext context, FunctionDefinition function)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            await RunAsync(function, Invocation.Read(body), context.RequestAborted);
            await AnswerAsync(context, StatusCodes.Status200OK, Done);
        }
        catch (Exception e) when (e is JsonException or InvocationFormatException)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, $"the body is no invocation of {function.Name}: {e.Message}");
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            await FailAsync(context, StatusCodes.Status500InternalServerError, $"{function.Name} failed: {e.Message}");
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
    }

    private Task RunAsync(FunctionDefinition function, Invocation invocation, CancellationToken aborted) => function switch
    {
        QueueDefinition queue =>
            _calls.Value.DeliverAsync(queue.Name, invocation.Text(QueueDefinition.Binding), invocation.DequeueCount, aborted),
        _ => _calls.Value.TickAsync(function.Name, invocation.IsPastDue(TimerDefinition.Binding), aborted),
    };

    private Task FailAsync(HttpContext context, int status, string problem)
    {
        var text = masker.Mask(problem.Length > LongestProblem ? problem[..LongestProblem] : problem);
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("error", text);
            writer.WriteEndObject();
        }

        return AnswerAsync(context, status, body.ToArray());
    }

    private static Task AnswerAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
