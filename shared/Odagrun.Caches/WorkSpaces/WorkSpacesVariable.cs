using System.Globalization;
using Odagrun.Caches.Naming;
using Odagrun.Caches.Requests;
using Odagrun.Caches.Yaml;
using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;
using Odagrun.Handover;

namespace Odagrun.Caches.WorkSpaces;

/// <summary>The variable WORK_SPACES: a YAML list of what jobs share.</summary>
public sealed class WorkSpacesVariable(CacheNames names, CacheOwner owner, JobVariables variables, GlobalScope global)
{
    /// <summary>Its name.</summary>
    public const string Name = "WORK_SPACES";

    private const int Most = 50;
    private const int LongestName = 256;

    /// <summary>All entries. What may not be is refused, entry by entry; what can't be understood is an error.</summary>
    /// <exception cref="FormatException">It is not of the form; the message names entry and key.</exception>
    public IReadOnlyList<CacheRequest> Read(JobPayload payload)
    {
        var written = payload.Variables?.LastOrDefault(variable => variable.Key == Name)?.Value;
        if (string.IsNullOrWhiteSpace(written))
        {
            return [];
        }

        YamlNode root;
        try
        {
            root = YamlReader.Read(written);
        }
        catch (YamlTooLargeException e)
        {
            return [CacheRequest.Refused(EnvelopeCacheKind.WorkSpace, Name, e.Message)];
        }
        catch (FormatException e)
        {
            throw new FormatException($"{Name}: {e.Message}", e);
        }

        if (root.IsEmpty)
        {
            return [];
        }

        var items = root.Items ?? throw new FormatException($"{Name} is {root.Kind}; write a list of work spaces, each with a name");
        var requests = items.Take(Most).Select((item, at) => Request(item, at)).ToList();
        if (items.Count > Most)
        {
            requests.Add(CacheRequest.Refused(
                EnvelopeCacheKind.WorkSpace, Name,
                $"it has {items.Count} entries, and {Most} are taken; what comes after {requests[^1].Entry.Name} is left aside"));
        }

        return requests;
    }

    private CacheRequest Request(YamlNode node, int at)
    {
        var space = new WorkSpaceReader(Called(node, at), variables.Expand).Read(node);
        var name = $"work space {CacheKey.Shown(space.Name)}";
        if (Problem(space) is { } problem)
        {
            return CacheRequest.Refused(EnvelopeCacheKind.WorkSpace, name, problem, space is { Mandatory: true, Pulls: true });
        }

        var tag = names.Tag(EnvelopeCacheKind.WorkSpace, owner, space.Scope, space.Name, space.Key);
        var entry = new EnvelopeCache
        {
            Kind = EnvelopeCacheKind.WorkSpace,
            Name = name,
            Tag = tag,
            Scope = space.Scope.ToString().ToLowerInvariant(),
            SealKey = space.Pushes ? names.SealKey(tag).ToBase64() : null,
            Paths = space.Paths,
            Environment = space.Environment,
            Threshold = space.Threshold,
            Mandatory = space is { Mandatory: true, Pulls: true },
            Delete = space.Deletes,
            Pull = space.Pulls,
        };
        return new CacheRequest(entry, [new CacheCandidate(space.Name, tag)]);
    }

    private string? Problem(WorkSpace space)
    {
        if (space.Name.Length > LongestName || space.Name.Any(char.IsControl) || space.Key.Any(char.IsControl)
            || space.Key.Length > LongestName)
        {
            return $"name and key must be one line each, of at most {LongestName} characters";
        }

        if (space.Pushes && space.Paths.Count == 0 && space.Environment.Count == 0)
        {
            return "it has neither 'path' nor 'environment', so there is nothing to store";
        }

        if (space.Scope == CacheScope.Global && !global.Allows(owner.ProjectPath))
        {
            return $"the scope global is not open to {owner.ProjectPath} here (Odagrun:Caches:Global); use the scope project";
        }

        return space.Paths.Concat(space.Threshold.Paths).FirstOrDefault(LeavesProject) is { } path
            ? $"its path '{CacheKey.Shown(path)}' is absolute or leaves the project; write paths relative to the project directory"
            : null;
    }

    // What a variable puts in is checked when the path is used.
    private static bool LeavesProject(string path) =>
        path.StartsWith('/') || path.Split('/').Contains("..") || path.Any(char.IsControl);

    private static string Called(YamlNode node, int at)
    {
        var name = node.Pairs?.FirstOrDefault(pair => pair.Key == "name").Value?.Text;
        var number = (at + 1).ToString(CultureInfo.InvariantCulture);
        return name is null ? $"{Name}: entry {number}" : $"{Name}: entry {number} ('{CacheKey.Shown(name)}')";
    }
}
