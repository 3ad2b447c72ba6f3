using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Odagrun.Lab.Tests.Server;

/// <summary>A job a <see cref="TestRunner"/> got.</summary>
internal sealed class TestJob(TestRunner runner, JsonNode payload)
{
    private readonly List<byte> _sent = [];

    public JsonNode Payload => payload;

    public long Id => (long)payload["id"]!;

    public string Token => (string)payload["token"]!;

    public string Name => (string)payload["job_info"]!["name"]!;

    public string? Variable(string key) =>
        (string?)payload["variables"]!.AsArray().LastOrDefault(variable => (string?)variable!["key"] == key)?["value"];

    public Task<HttpResponseMessage> PutAsync(string state, JsonObject? more = null)
    {
        var body = new JsonObject { ["token"] = Token, ["state"] = state };
        foreach (var (key, value) in more ?? [])
        {
            body[key] = value?.DeepClone();
        }

        return runner.SendAsync(HttpMethod.Put, $"/api/v4/jobs/{Id}", body, Token);
    }

    public async Task<HttpResponseMessage> PatchAsync(string text, long start)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var request = new HttpRequestMessage(HttpMethod.Patch, runner.At($"/api/v4/jobs/{Id}/trace?debug_trace=false"));
        request.Headers.Add("JOB-TOKEN", Token);
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        request.Content.Headers.TryAddWithoutValidation("Content-Range", $"{start}-{start + bytes.Length - 1}");
        return await runner.SendAsync(request);
    }

    public async Task WriteAsync(string text)
    {
        using var response = await PatchAsync(text, _sent.Count);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        _sent.AddRange(Encoding.UTF8.GetBytes(text));
    }

    public async Task<HttpResponseMessage> UploadAsync(
        string type, string format, byte[] content, string fileName = "artifacts.zip", string? token = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, runner.At($"/api/v4/jobs/{Id}/artifacts?artifact_type={type}&artifact_format={format}"));
        request.Headers.Add("JOB-TOKEN", token ?? Token);
        request.Content = new MultipartFormDataContent { { new ByteArrayContent(content), "file", fileName } };
        return await runner.SendAsync(request);
    }

    public async Task StartAsync()
    {
        using var response = await PutAsync("running");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Ends it with the checksum of what was written.</summary>
    public async Task FinishAsync(string state = "success", string? reason = null, int? exitCode = null)
    {
        using var response = await PutAsync(state, Final(reason, exitCode));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public JsonObject Final(string? reason = null, int? exitCode = null)
    {
        var body = new JsonObject
        {
            ["output"] = new JsonObject
            {
                ["checksum"] = $"crc32:{Crc32.HashToUInt32(_sent.ToArray()):x8}",
                ["bytesize"] = _sent.Count,
            },
        };
        if (reason is not null)
        {
            body["failure_reason"] = reason;
        }

        if (exitCode is not null)
        {
            body["exit_code"] = exitCode;
        }

        return body;
    }
}
