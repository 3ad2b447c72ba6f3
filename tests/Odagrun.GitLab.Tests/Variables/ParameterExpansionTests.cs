using Odagrun.GitLab.Variables;
using Odagrun.Stack.Processes;

namespace Odagrun.GitLab.Tests.Variables;

public sealed class ParameterExpansionTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["NAME"] = "img-el7-arm.tar.gz",
        ["EMPTY"] = "",
        ["PATHS"] = "/usr/local/bin/tool",
    };

    /// <summary>bash is the oracle.</summary>
    [Theory]
    [InlineData("a $NAME b")]
    [InlineData("${NAME}s and $NAMES")]
    [InlineData("${NAME#img-} ${NAME#*-} ${NAME##*-}")]
    [InlineData("${NAME%.*} ${NAME%%.*} ${NAME%nothing}")]
    [InlineData("${MISSING:-default $NAME} ${MISSING-x} ${EMPTY-kept} ${EMPTY:-replaced}")]
    [InlineData("${NAME:+is set} ${MISSING:+is set} ${EMPTY+here}")]
    [InlineData("${#NAME} ${#MISSING}")]
    [InlineData("${NAME/-/_} ${NAME//-/_} ${PATHS//\\//-}")]
    [InlineData("${NAME^^} ${NAME,,} ${NAME/[a-e]l?/X}")]
    [InlineData("${PATHS##*/} ${PATHS%/*} ${MISSING:-${NAME%%-*}}")]
    public async Task Expand_AsBash_GivesTheSame(string text)
    {
        await using var bash = ChildProcess.Start(new ProcessSpec("bash", "-c", $"printf '%s\\n' \"{text}\"") { Environment = Values });
        Assert.Equal(0, await bash.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(bash.Output, ParameterExpansion.Expand(text, Values.GetValueOrDefault) + "\n");
    }

    [Theory]
    [InlineData("${MISSING:?say this}", "MISSING: say this")]
    [InlineData("${NAME", "closing brace")]
    [InlineData("${NAME@Q}", "not known")]
    public void Expand_OfWhatCannotBe_SaysWhy(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ExpansionException>(() => ParameterExpansion.Expand(text, Values.GetValueOrDefault)).Message,
            StringComparison.Ordinal);
}
