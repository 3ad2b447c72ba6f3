using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odagrun.Lab.Tests.Server;

/// <summary>A runner made of plain HTTP calls, so that each answer can be looked at.</summary>
internal sealed class TestRunner(LabServer lab, string token, string systemId = "s_test") : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static string[] AllFeatures { get; } =
    [
        "two_phase_job_commit", "cancel_gracefully", "upload_multiple_artifacts", "artifacts_exclude", "return_exit_code",
        "fallback_cache_keys",
    ];

    public string[] Features { get; set; } = AllFeatures;

    public string? LastUpdate { get; set; }

    public Task<HttpResponseMessage> VerifyAsync() => SendAsync(HttpMethod.Post, "/api/v4/runners/verify", Body());

    public async Task<HttpResponseMessage> RequestAsync(CancellationToken? cancellationToken = null)
    {
        var body = Body();
        if (LastUpdate is not null)
        {
            body["last_update"] = LastUpdate;
        }

        return await SendAsync(HttpMethod.Post, "/api/v4/jobs/request", body, cancellationToken: cancellationToken);
    }

    /// <summary>Asks for a job that must be there.</summary>
    public async Task<TestJob> TakeAsync()
    {
        using var response = await RequestAsync();
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var payload = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return new TestJob(this, payload);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, JsonNode? body = null, string? jobToken = null, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(method, lab.Url + path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (jobToken is not null)
        {
            request.Headers.Add("JOB-TOKEN", jobToken);
        }

        return await _http.SendAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        _http.SendAsync(request, TestContext.Current.CancellationToken);

    public Uri At(string path) => new(lab.Url + path);

    public void Dispose() => _http.Dispose();

    private JsonObject Body() => new()
    {
        ["token"] = token,
        ["system_id"] = systemId,
        ["info"] = new JsonObject
        {
            ["name"] = "test",
            ["features"] = new JsonObject(
                Features.Select(feature => KeyValuePair.Create<string, JsonNode?>(feature, JsonValue.Create(true)))),
        },
    };
}
