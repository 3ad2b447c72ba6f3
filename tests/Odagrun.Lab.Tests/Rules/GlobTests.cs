using Odagrun.Lab.Rules;

namespace Odagrun.Lab.Tests.Rules;

public sealed class GlobTests
{
    [Theory]
    [InlineData("Makefile", "Makefile", true)]
    [InlineData("Makefile", "src/Makefile", false)]
    [InlineData("*.md", "README.md", true)]
    [InlineData("*.md", "docs/README.md", false)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("**/*.md", "a/b/c.md", true)]
    [InlineData("docs/**/*", "docs/a/b", true)]
    [InlineData("docs/**/*", "docs/a", true)]
    [InlineData("docs/**/*", "src/docs/a", false)]
    [InlineData("src/**", "src/a/b.c", true)]
    [InlineData("*.{c,h}", "main.h", true)]
    [InlineData("*.{c,h}", "main.cpp", false)]
    [InlineData("v[0-9].txt", "v7.txt", true)]
    [InlineData("v?.txt", "v77.txt", false)]
    [InlineData("**/*", ".hidden/file", true)]
    [InlineData("a+b", "a+b", true)]
    [InlineData("/lead", "lead", true)]
    public void Matches_Pattern_IsAsInFnmatch(string pattern, string path, bool expected) =>
        Assert.Equal(expected, Glob.Matches(pattern, path));
}
