using System.Text.Json;
using Odagrun.Functions.Host.CustomHandler;

namespace Odagrun.Functions.Tests.Host;

public sealed class InvocationTests
{
    [Theory]
    [InlineData("""{"Data":{"ticket":"\"{\\\"job\\\":\\\"demo-1\\\"}\""},"Metadata":{"DequeueCount":"3"}}""", """{"job":"demo-1"}""", 3)]
    [InlineData("""{"Data":{"ticket":"\"hello\""},"Metadata":{}}""", "hello", 1)]
    [InlineData("""{"Data":{"ticket":"{\"job\":\"demo-1\"}"},"Metadata":{"DequeueCount":2}}""", """{"job":"demo-1"}""", 2)]
    [InlineData("""{"Data":{"ticket":{"job":"demo-1"}}}""", """{"job":"demo-1"}""", 1)]
    [InlineData("""{"Data":{"ticket":"not json"}}""", "not json", 1)]
    public void Message_HoweverOftenEncoded_IsRead(string body, string text, long count)
    {
        using var document = JsonDocument.Parse(body);

        var invocation = Invocation.Read(document);

        Assert.Equal((text, count), (invocation.Text("ticket"), invocation.DequeueCount));
    }

    [Theory]
    [InlineData("""{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":true}}}""", true)]
    [InlineData("""{"Data":{"timer":{"IsPastDue":false}}}""", false)]
    [InlineData("""{"Data":{}}""", false)]
    public void Timer_PastDue_IsRead(string body, bool isPastDue)
    {
        using var document = JsonDocument.Parse(body);

        Assert.Equal(isPastDue, Invocation.Read(document).IsPastDue("timer"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data":"x"}""")]
    public void Body_WithoutData_IsRefused(string body)
    {
        using var document = JsonDocument.Parse(body);

        Assert.Throws<InvocationFormatException>(() => Invocation.Read(document));
    }
}
