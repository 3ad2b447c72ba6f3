using Odagrun.GitLab.Http;

namespace Odagrun.GitLab.Tests.Http;

public sealed class ServerMessageTests
{
    [Theory]
    [InlineData("""{"message": "403 Forbidden"}""", "403 Forbidden")]
    [InlineData("""{"message": {"state": ["is wrong"], "token": ["a", "b"]}}""", "state: is wrong; token: a, b")]
    [InlineData("""{"error": "state is missing"}""", "state is missing")]
    [InlineData("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>no</Message></Error>", "AccessDenied: no")]
    [InlineData("<Error><Message>a &lt; b &amp; c</Message><Code>Order</Code><Resource>/x</Resource></Error>", "Order: a < b & c")]
    [InlineData("<Error><Code>CutOff</Code><Message>the answer en", null)]
    [InlineData("<html><body>Bad gateway", null)]
    [InlineData("<html></html>", null)]
    [InlineData("{\"message\": ", null)]
    [InlineData("plain", null)]
    [InlineData("", null)]
    public void Parse_Body_GivesOneLine(string body, string? expected) => Assert.Equal(expected, ServerMessage.Parse(body));
}
