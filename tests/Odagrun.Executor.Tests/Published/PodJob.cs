using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Handover;
using Odagrun.Stack;
using Odagrun.Stack.Processes;

namespace Odagrun.Executor.Tests.Published;

/// <summary>
/// One job in a container of runc, as a pod would run it: process 1 is the published executor, uid 1001, gid 0, no capabilities,
/// no new privileges.
/// </summary>
internal sealed class PodJob : IAsyncDisposable
{
    private const long JobId = 4711;
    internal const string JobToken = "glcbt-64_job-token-of-the-test";

    private readonly WorkDirectory _directory = WorkDirectory.Create("pod");
    private readonly string _id = "odagrun-test-" + Guid.NewGuid().ToString("n");
    private readonly ImageRoot _image;
    private readonly FakeGitLab _gitLab;
    private ChildProcess? _process;

    internal PodJob(ImageRoot image, FakeGitLab gitLab)
    {
        _image = image;
        _gitLab = gitLab;
        Payload = new JsonObject
        {
            ["id"] = JobId,
            ["token"] = JobToken,
            ["job_info"] = new JsonObject { ["name"] = "test", ["project_id"] = 1, ["project_full_path"] = "group/app" },
            ["runner_info"] = new JsonObject { ["timeout"] = 3600 },
            ["features"] = new JsonObject
            {
                ["trace_sections"] = true,
                ["failure_reasons"] = new JsonArray("script_failure", "runner_system_failure", "runner_configuration_error",
                    "runner_interrupted", "job_execution_timeout", "runner_external_dependency_failure", "unknown_failure"),
            },
            ["variables"] = new JsonArray(),
            ["steps"] = new JsonArray(),
        };
        Set("GIT_STRATEGY", "none");
        Set("FF_TIMESTAMPS", "false");
    }

    internal JsonObject Payload { get; }

    /// <summary>What the pod gives in addition.</summary>
    internal List<string> Environment { get; } = ["PATH=/usr/bin:/bin", "FROM_IMAGE=yes"];

    /// <summary>Mounts in addition: target, options (a tmpfs each).</summary>
    internal List<(string Target, string Options)> Mounts { get; } = [];

    /// <summary>Directories of the machine in addition: target and source.</summary>
    internal List<(string Target, string Source)> Binds { get; } = [];

    /// <summary>Nobody can write to the image's root: what must be written to is mounted.</summary>
    internal bool IsReadOnly { get; set; }

    /// <summary>Changes the envelope before it is sealed.</summary>
    internal Func<ExecutorEnvelope, ExecutorEnvelope> Envelope { get; set; } = envelope => envelope;

    /// <summary>In how many pieces the envelope comes; 0: whole.</summary>
    internal int Pieces { get; set; }

    /// <summary>The key, to look for where it must not be.</summary>
    internal string Key { get; private set; } = "";

    internal PodJob Set(string name, string value, bool file = false, bool masked = false)
    {
        Payload["variables"]!.AsArray().Add(
            (JsonNode)new JsonObject { ["key"] = name, ["value"] = value, ["file"] = file, ["masked"] = masked, ["public"] = !masked });
        return this;
    }

    internal PodJob Script(params string[] lines) => Step("script", "on_success", lines);

    internal PodJob AfterScript(params string[] lines) => Step("after_script", "always", lines);

    /// <summary>Runs the job to its end.</summary>
    internal async Task<JobResult> RunAsync()
    {
        await StartAsync();
        return await EndAsync();
    }

    internal async Task StartAsync()
    {
        var key = JobKey.Create();
        Key = key.ToBase64();
        var envelope = new ExecutorEnvelope
        {
            GitLabUrl = _gitLab.Url,
            Runner = new EnvelopeRunner { Name = "test runner", ShortToken = "abcdefghi", SystemId = "r_test" },
            Image = new EnvelopeImage { Requested = "test", Composed = "composed" },
            Payload = JsonSerializer.SerializeToElement(Payload, JsonSerializerOptions.Web),
        };
        var plain = JsonSerializer.SerializeToUtf8Bytes(Envelope(envelope), HandoverJson.Default.ExecutorEnvelope);
        await WriteEnvelopeAsync(PayloadSeal.Seal(plain, key, "job-1"));
        await File.WriteAllTextAsync(_directory.File("termination"), "");
        File.SetUnixFileMode(_directory.File("termination"), (UnixFileMode)0x1B6);
        await File.WriteAllTextAsync(_directory.File("config.json"), Config().ToJsonString());
        _process = ChildProcess.Start(new ProcessSpec("runc", "run", "--bundle", _directory.Path, _id));
    }

    /// <summary>SIGTERM, as the kubelet sends it.</summary>
    internal void Terminate() => _process!.Signal(PosixSignalName.Term);

    internal async Task<JobResult> EndAsync()
    {
        var exitCode = await _process!.WaitAsync(TestContext.Current.CancellationToken);
        var termination = await File.ReadAllTextAsync(_directory.File("termination"));
        return new JobResult(
            exitCode,
            _process.Output,
            termination.Length == 0 ? null : JsonSerializer.Deserialize(termination, HandoverJson.Default.TerminationMessage),
            _gitLab.Updates is [.., var last] ? last : default,
            _gitLab.Trace);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                await using var kill = ChildProcess.Start(new ProcessSpec("runc", "kill", _id, "KILL"));
                await kill.WaitAsync(CancellationToken.None);
                await _process.WaitAsync(CancellationToken.None);
            }

            await _process.DisposeAsync();
            await using var delete = ChildProcess.Start(new ProcessSpec("runc", "delete", "--force", _id));
            await delete.WaitAsync(CancellationToken.None);
        }

        _directory.Dispose();
    }

    private async Task WriteEnvelopeAsync(byte[] bytes)
    {
        var path = _directory.File("handed", "envelope");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var pieces = Pieces == 0 ? [bytes] : bytes.Chunk((bytes.Length / Pieces) + 1).ToArray();
        for (var index = 0; index < pieces.Length; index++)
        {
            await File.WriteAllBytesAsync(Pieces == 0 ? path : SealedFile.PieceOf(path, index), pieces[index]);
        }
    }

    private PodJob Step(string name, string when, string[] lines)
    {
        Payload["steps"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["name"] = name,
            ["script"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]),
            ["when"] = when,
            ["allow_failure"] = name == "after_script",
        });
        return this;
    }

    private JsonObject Config() => new()
    {
        ["ociVersion"] = "1.0.2",
        ["process"] = new JsonObject
        {
            ["user"] = new JsonObject { ["uid"] = 1001, ["gid"] = 0 },
            ["args"] = Strings([.. ExecutorEnvironment.Entrypoint]),
            ["env"] = Strings([.. Environment, $"{ExecutorEnvironment.Key}={Key}", $"{ExecutorEnvironment.JobName}=job-1"]),
            ["cwd"] = "/",
            ["noNewPrivileges"] = true,
            ["capabilities"] = new JsonObject
            {
                ["bounding"] = new JsonArray(),
                ["effective"] = new JsonArray(),
                ["permitted"] = new JsonArray(),
            },
        },
        ["root"] = new JsonObject { ["path"] = _image.Path, ["readonly"] = IsReadOnly },
        ["mounts"] = new JsonArray([
            Mount("/proc", "proc", "proc"),
            Mount("/dev", "tmpfs", "tmpfs", "mode=755", "size=1m"),
            Mount(Path.GetDirectoryName(ExecutorEnvironment.DefaultEnvelopePath)!, "bind", _directory.File("handed"), "bind", "ro"),
            Mount(ExecutorEnvironment.DefaultTerminationLog, "bind", _directory.File("termination"), "bind", "rw"),
            .. Binds.Select(bind => Mount(bind.Target, "bind", bind.Source, "bind", "rw")),
            .. Mounts.Select(mount => Mount(mount.Target, "tmpfs", "tmpfs", mount.Options.Split(','))),
        ]),
        // The host's network: GitLab listens on loopback.
        ["linux"] = new JsonObject
        {
            ["namespaces"] = new JsonArray([.. new[] { "pid", "mount", "ipc", "uts" }.Select(type => new JsonObject { ["type"] = type })]),
        },
    };

    private static JsonObject Mount(string target, string type, string source, params string[] options) =>
        new() { ["destination"] = target, ["type"] = type, ["source"] = source, ["options"] = Strings(options) };

    private static JsonArray Strings(string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
