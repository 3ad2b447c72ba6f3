namespace Odagrun.Stack.Installation;

/// <summary>One runner of an installation, as its configuration names it.</summary>
public sealed record RunnerRegistration(string Name, Uri GitLabUrl, string Token, int Limit = 20)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Name} at {GitLabUrl}";
}
