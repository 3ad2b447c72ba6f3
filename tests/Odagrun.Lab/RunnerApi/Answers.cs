using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.RunnerApi;

/// <summary>Answers of the runner API.</summary>
internal static class Answers
{
    public static async Task MessageAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(
            context.Response.Body, new MessageResponse(message), RunnerJson.Default.MessageResponse, context.RequestAborted);
    }

    public static Task ForbiddenAsync(HttpContext context) => MessageAsync(context, StatusCodes.Status403Forbidden, "403 Forbidden");

    public static Task BadRequestAsync(HttpContext context, string message) =>
        MessageAsync(context, StatusCodes.Status400BadRequest, "400 Bad request - " + message);

    /// <summary>A status with the plain number as body, as GitLab answers calls that need no text.</summary>
    public static Task PlainAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($"\"{status.ToString(CultureInfo.InvariantCulture)}\"", context.RequestAborted);
    }
}
