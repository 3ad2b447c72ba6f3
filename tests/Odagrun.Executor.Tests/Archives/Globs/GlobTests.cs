using Odagrun.Executor.Archives.Globs;

namespace Odagrun.Executor.Tests.Archives.Globs;

public sealed class GlobTests
{
    [Theory]
    // Whole names.
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "ab", false)]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/b/c", false)]
    // Stars stay within one part of the path.
    [InlineData("*", "abc", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("*", ".hidden", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*", "ab/c", false)]
    [InlineData("a*/b", "abc/b", true)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxe/f", true)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxexxx/fff", false)]
    [InlineData("*x*", "aaaxbbb", true)]
    [InlineData("ab**", "abcd", true)]
    [InlineData("ab**/x", "ab/c/x", false)]
    // Any depth.
    [InlineData("**", "a", true)]
    [InlineData("**", "a/b/c", true)]
    [InlineData("**/c", "c", true)]
    [InlineData("**/c", "a/b/c", true)]
    [InlineData("**/c", "a/b/cd", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", true)]
    [InlineData("a/**", "ab/c", false)]
    [InlineData("a/**/*", "a/b", true)]
    [InlineData("a/**/*", "a", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("**/x/**/y", "a/x/b/c/y", true)]
    [InlineData("**/x/**/y", "a/b/c/y", false)]
    [InlineData("**/*.log", "logs/2024/app.log", true)]
    // One character, also outside of the first plane.
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("a?c", "a😀c", true)]
    [InlineData("a?c", "aéc", true)]
    // Classes.
    [InlineData("ab[c]", "abc", true)]
    [InlineData("ab[b-d]", "abc", true)]
    [InlineData("ab[e-g]", "abc", false)]
    [InlineData("ab[^c]", "abc", false)]
    [InlineData("ab[^e-g]", "abc", true)]
    [InlineData("ab[!e-g]", "abc", true)]
    [InlineData("[a-ζ]*", "α", true)]
    [InlineData("a[\\]]c", "a]c", true)]
    [InlineData("[\\-x]", "-", true)]
    [InlineData("[a-]", "-", true)]
    // Escapes.
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("\\{a\\}", "{a}", true)]
    // Alternatives.
    [InlineData("{a,b}", "b", true)]
    [InlineData("{a,b}", "c", false)]
    [InlineData("x{a,b/c}y", "xb/cy", true)]
    [InlineData("{a,{b,c}d}", "cd", true)]
    [InlineData("*.{png,jp{e,}g}", "photo.jpg", true)]
    [InlineData("*.{png,jp{e,}g}", "photo.jpeg", true)]
    [InlineData("a{,.txt}", "a", true)]
    [InlineData("{**/x,y}/z", "a/x/z", true)]
    [InlineData("[{]", "{", true)]
    public void IsMatch_Table(string pattern, string path, bool expected) => Assert.Equal(expected, Glob.Parse(pattern).IsMatch(path));

    [Theory]
    [InlineData("[")]
    [InlineData("a[b")]
    [InlineData("[]a")]
    [InlineData("a\\")]
    [InlineData("{a,b")]
    [InlineData("[a-")]
    public void Parse_Malformed_Throws(string pattern) => Assert.Throws<FormatException>(() => Glob.Parse(pattern));

    [Fact]
    public void Parse_TooManyAlternatives_Throws() =>
        Assert.Throws<FormatException>(() => Glob.Parse(string.Concat(Enumerable.Repeat("{a,b,c,d,e,f,g,h,i,j}", 9))));
}
