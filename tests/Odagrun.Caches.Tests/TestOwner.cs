using Odagrun.Caches.Naming;
using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;

namespace Odagrun.Caches.Tests;

/// <summary>A job's owner and names, as the tests have them.</summary>
internal static class TestOwner
{
    public static CacheOwner Main { get; } = new(new Uri("https://gitlab.example.com"), 7, "group/app", "main", false, 100);

    public static CacheNames Names { get; } = CacheNames.FromSecret("glrt-0123456789abcdef");

    public static JobVariable Variable(string name, string value) => new() { Key = name, Value = value };

    public static JobVariables Variables(params IEnumerable<JobVariable> variables) => JobVariables.From(variables);
}
