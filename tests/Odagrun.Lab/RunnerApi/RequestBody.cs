using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Odagrun.Lab.RunnerApi;

/// <summary>Reads JSON bodies; what cannot be read is null, and was answered 400.</summary>
internal static class RequestBody
{
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            await Answers.MessageAsync(context, StatusCodes.Status415UnsupportedMediaType, "the content type must be application/json");
            return null;
        }

        try
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) is { } body)
            {
                return body;
            }
        }
        catch (JsonException e)
        {
            await Answers.BadRequestAsync(context, $"the body is no valid JSON: {e.Message}");
            return null;
        }

        await Answers.BadRequestAsync(context, "the body is empty");
        return null;
    }
}
