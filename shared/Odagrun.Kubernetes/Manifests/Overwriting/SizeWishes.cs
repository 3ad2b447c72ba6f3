using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests.Overwriting;

/// <summary>Requests and limits by variable: up to a maximum, and never silently less than asked for.</summary>
internal sealed class SizeWishes(Wishes wishes, string prefix, string theme, string whose)
{
    /// <summary>The size as it holds.</summary>
    public ContainerSize Apply(ContainerSize size) => new()
    {
        Cpu = Bound(size.Cpu, "CPU", "Cpu", "CPU"),
        Memory = Bound(size.Memory, "MEMORY", "Memory", "memory"),
        EphemeralStorage = Bound(size.EphemeralStorage, "EPHEMERAL_STORAGE", "EphemeralStorage", "ephemeral storage"),
    };

    private ResourceBound Bound(ResourceBound bound, string name, string key, string what)
    {
        var (requestVariable, limitVariable) = ($"{prefix}{name}_REQUEST", $"{prefix}{name}_LIMIT");
        var keys = $"Odagrun:Pods:Sizes:{theme}:{key}";
        var effective = bound with
        {
            Request = One(requestVariable, bound.Request, bound.RequestMax, $"{keys}:RequestOverwriteMax", $"{what} request"),
            Limit = One(limitVariable, bound.Limit, bound.LimitMax, $"{keys}:LimitOverwriteMax", $"{what} limit"),
        };
        return effective is { Request: { } request, Limit: { } limit } && request > limit
            ? throw new ManifestException(
                $"{whose} {what} request is {request}, more than its limit {limit}; check {requestVariable} and {limitVariable}, and {keys}:Request and {keys}:Limit of the runner")
            : effective;
    }

    private Amount? One(string variable, Amount? configured, Amount? max, string key, string what)
    {
        if (wishes.Find(variable) is not { } text)
        {
            return configured;
        }

        if (max is not { } most)
        {
            wishes.Notes.NotAllowed(variable, key);
            return configured;
        }

        var wished = Amount.TryParse(text)
            ?? throw new ManifestException($"{variable} is '{text}', which is no amount; write for example 500m, 2, 512Mi or 2Gi");
        if (wished > most)
        {
            throw new ManifestException(
                $"{variable} is '{text}', more than the runner allows: {key} is {most}. Ask for less, or ask the runner's administrator");
        }

        wishes.Notes.Obeyed(variable, $"{whose} {what}", text);
        return wished;
    }
}
