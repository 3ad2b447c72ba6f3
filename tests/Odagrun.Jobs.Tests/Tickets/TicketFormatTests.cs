using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Tests.Tickets;

public sealed class TicketFormatTests
{
    [Fact]
    public void Read_WhatWriteMade_IsTheSameTicket()
    {
        var ticket = new JobTicket { Job = new JobName("demo", 42), Sequence = 7 };

        var text = TicketFormat.Write(ticket);

        Assert.Equal("""{"version":1,"job":"demo-42","sequence":7}""", text);
        Assert.Equal(ticket, TicketFormat.Read(text));
    }

    [Fact]
    public void Read_NewerVersion_NamesBothVersions()
    {
        var e = Assert.Throws<TicketFormatException>(() => TicketFormat.Read("""{"version":2,"whatever":true}"""));

        Assert.Contains("version 2", e.Message, StringComparison.Ordinal);
        Assert.Contains("knows 1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"job":"no job","sequence":1}""")]
    [InlineData("""{"version":1,"job":"demo-1"}""")]
    public void Read_NoTicket_IsRefused(string text) => Assert.Throws<TicketFormatException>(() => TicketFormat.Read(text));
}
