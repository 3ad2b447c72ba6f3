using Odagrun.Lab.Payload;

namespace Odagrun.Lab.Tests.Pipelines;

public sealed class VariableExpansionTests
{
    [Fact]
    public void ExpandAll_ReferencesBackwards_SortsAndExpands()
    {
        var all = VariableExpansion.ExpandAll([new("A", "$B-x"), new("B", "${C}"), new("C", "1")]);
        Assert.Equal(["C=1", "B=1", "A=1-x"], all.Select(variable => $"{variable.Key}={variable.Value}"));
    }

    [Fact]
    public void ExpandAll_KeyGivenTwice_TakesTheLast() =>
        Assert.Equal("2", Assert.Single(VariableExpansion.ExpandAll([new("A", "1"), new("A", "2")])).Value);

    [Fact]
    public void ExpandAll_UnknownRawFileAndDollars_AreKept()
    {
        var all = VariableExpansion.ExpandAll(
        [
            new("FILE", "content") { File = true },
            new("RAW", "$X") { Raw = true },
            new("X", "1"),
            new("A", "$MISSING $$X $FILE $RAW %X%"),
        ]).ToDictionary(variable => variable.Key, variable => variable.Value);
        Assert.Equal("$X", all["RAW"]);
        Assert.Equal("$MISSING $$X $FILE $RAW 1", all["A"]);
    }

    [Fact]
    public void ExpandAll_Circle_LeavesAllAsTheyAre()
    {
        var all = VariableExpansion.ExpandAll([new("A", "$B"), new("B", "$A")]);
        Assert.Equal(["$B", "$A"], all.Select(variable => variable.Value));
    }
}
