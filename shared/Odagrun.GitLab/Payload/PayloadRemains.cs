using System.Text.Json;

namespace Odagrun.GitLab.Payload;

/// <summary>
/// Finds id and token in a payload that can't be read as a whole, so that the job can at least be failed: whatever stands before
/// the place where it breaks counts.
/// </summary>
internal static class PayloadRemains
{
    public static JobPayload? Find(ReadOnlySpan<byte> utf8)
    {
        long id = 0;
        string? token = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                if (reader.ValueTextEquals("id"u8) && reader.Read() && reader.TokenType == JsonTokenType.Number)
                {
                    _ = reader.TryGetInt64(out id);
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("token"u8) && reader.Read()
                    && reader.TokenType == JsonTokenType.String)
                {
                    token = reader.GetString();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was found so far is all there is.
        }

        return id > 0 || token is not null ? new JobPayload { Id = id, Token = token } : null;
    }
}
