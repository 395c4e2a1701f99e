using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests;

/// <summary>RFC 9110, section 14, on every host.</summary>
public class RangeTests
{
    private const string Digits = "0123456789";

    [Theory]
    [InlineData("bytes=0-0", "0", "bytes 0-0/10")]
    [InlineData("bytes=2-5", "2345", "bytes 2-5/10")]
    [InlineData("bytes=5-", "56789", "bytes 5-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=-99", Digits, "bytes 0-9/10")]
    [InlineData("bytes=7-99", "789", "bytes 7-9/10")]
    [InlineData("BYTES=1-2", "12", "bytes 1-2/10")]
    // 14.1.2: large numerals are no parsing error.
    [InlineData("bytes=8-99999999999999999999999", "89", "bytes 8-9/10")]
    [InlineData("bytes=-99999999999999999999999", Digits, "bytes 0-9/10")]
    [InlineData("bytes=00000000000000000000008-", "89", "bytes 8-9/10")]
    // 15.3.7.2: what overlaps or touches is one; what lies behind the end is left out.
    [InlineData("bytes=1-2,2-4", "1234", "bytes 1-4/10")]
    [InlineData("bytes=4-5,2-3", "2345", "bytes 2-5/10")]
    [InlineData("bytes=0-1,20-30", "01", "bytes 0-1/10")]
    [InlineData("bytes=0-,0-,0-,-1,5-6", Digits, "bytes 0-9/10")]
    public async Task One_range_is_sent_as_it_is(string range, string text, string contentRange)
    {
        foreach (var handler in Sources())
        {
            var answer = await Hosts.SendAsync(handler, "GET", ("Range", range));

            answer.Status.ShouldBe(206);
            answer.Text.ShouldBe(text);
            answer["Content-Range"].ShouldBe(contentRange);
            answer["Content-Type"].ShouldBe("text/plain");
            answer["Content-Length"].ShouldBe(text.Length.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Several_ranges_are_parts_in_the_order_asked_for()
    {
        foreach (var handler in Sources())
        {
            var answer = await Hosts.SendAsync(handler, "GET", ("Range", "bytes=7-8, 0-1, 4-4"));

            answer.Status.ShouldBe(206);
            answer["Content-Range"].ShouldBeNull();
            answer["Content-Length"].ShouldBe(answer.Bytes.Length.ToString(CultureInfo.InvariantCulture));
            (await PartsAsync(answer)).ShouldBe([("bytes 7-8/10", "78"), ("bytes 0-1/10", "01"), ("bytes 4-4/10", "4")]);
        }
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-20,30-")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("bytes=-0")]
    public async Task What_lies_behind_the_end_is_416_with_the_length(string range)
    {
        foreach (var handler in Sources())
        {
            var answer = await Hosts.SendAsync(handler, "GET", ("Range", range));

            (answer.Status, answer["Content-Range"], answer["Content-Type"]).ShouldBe((416, "bytes */10", "application/problem+json"));
        }
    }

    [Fact]
    public async Task More_ranges_than_anybody_needs_are_416()
    {
        var ranges = string.Join(',', Enumerable.Repeat("0-", 33));
        (await Hosts.SendAsync(Sources()[0], "GET", ("Range", "bytes=" + ranges))).Status.ShouldBe(416);
        (await Hosts.SendAsync(Sources()[0], "GET", ("Range", "bytes=" + ranges[3..]))).Text.ShouldBe(Digits);
    }

    [Theory]
    [InlineData("bytes=5-2")]
    [InlineData("bytes=")]
    [InlineData("bytes")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=1-2;3-4")]
    [InlineData("bytes=1--2")]
    public async Task A_malformed_range_is_400(string range) =>
        (await Hosts.SendAsync(Sources()[0], "GET", ("Range", range))).Status.ShouldBe(400);

    [Theory]
    [InlineData("GET", "lines=1-2")]
    [InlineData("GET", "lines=what?")]
    [InlineData("HEAD", "bytes=0-1")]
    [InlineData("POST", "bytes=0-1")]
    public async Task Other_units_and_other_methods_get_the_whole(string method, string range)
    {
        foreach (var handler in Sources())
        {
            var answer = await Hosts.SendAsync(handler, method, ("Range", range));

            answer.Status.ShouldBe(200);
            answer.Text.ShouldBe(method == "HEAD" ? "" : Digits);
            answer["Content-Length"].ShouldBe("10");
            if (method != "POST")
                answer["Accept-Ranges"].ShouldBe("bytes");
        }
    }

    [Theory]
    [InlineData(206, "\"v1\"")]
    [InlineData(200, "\"v0\"")]
    [InlineData(200, "W/\"v1\"")]
    [InlineData(206, "Wed, 21 Oct 2015 07:28:00 GMT")]
    [InlineData(200, "Wed, 21 Oct 2015 07:28:01 GMT")]
    [InlineData(200, "Wed, 21 Oct 2015 07:27:59 GMT")]
    [InlineData(200, "nonsense")]
    public async Task If_Range_needs_the_same_strong_validator(int status, string condition)
    {
        var answer = await Hosts.SendAsync(_ => Versioned("\"v1\""), "GET", ("Range", "bytes=0-1"), ("If-Range", condition));

        answer.Status.ShouldBe(status);
        answer.Text.ShouldBe(status == 206 ? "01" : Digits);
    }

    [Fact]
    public async Task If_Range_never_matches_a_weak_tag_or_a_response_without_one()
    {
        (await Hosts.SendAsync(_ => Versioned("W/\"v1\""), "GET", ("Range", "bytes=0-1"), ("If-Range", "W/\"v1\""))).Status.ShouldBe(200);
        (await Hosts.SendAsync(_ => Versioned("W/\"v1\""), "GET", ("Range", "bytes=0-1"), ("If-Range", "\"v1\""))).Status.ShouldBe(200);
        (await Hosts.SendAsync(Sources()[0], "GET", ("Range", "bytes=0-1"), ("If-Range", "\"v1\""))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_date_that_another_change_may_share_is_no_strong_validator()
    {
        var now = DateTimeOffset.UtcNow.AddSeconds(30);
        var answer = await Hosts.SendAsync(_ => { var response = Versioned("\"v1\""); response.LastModified = now; return response; },
            "GET", ("Range", "bytes=0-1"), ("If-Range", HeaderUtilities.FormatDate(now)));
        answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Conditions_come_before_ranges()
    {
        (await Hosts.SendAsync(_ => Versioned("\"v1\""), "GET", ("Range", "bytes=0-1"), ("If-None-Match", "\"v1\""))).Status.ShouldBe(304);
        (await Hosts.SendAsync(_ => Versioned("\"v1\""), "GET", ("Range", "bytes=90-"), ("If-Match", "\"v0\""))).Status.ShouldBe(412);
        (await Hosts.SendAsync(_ => Versioned("\"v1\""), "GET", ("Range", "bytes=0-1"), ("If-Match", "\"v1\""))).Status.ShouldBe(206);
    }

    [Fact]
    public async Task Of_nothing_there_are_no_parts() =>
        (await Hosts.SendAsync(_ => Response.Bytes(default), "GET", ("Range", "bytes=0-"))).Status.ShouldBe(200);

    [Fact]
    public async Task Text_has_ranges_only_if_told_so()
    {
        var plain = await Hosts.SendAsync(_ => Response.Text(Digits), "GET", ("Range", "bytes=0-1"));
        (plain.Status, plain["Accept-Ranges"]).ShouldBe((200, null));
        var ranged = await Hosts.SendAsync(
            _ => { var response = Response.Text(Digits); response.AcceptsRanges = true; return response; }, "GET", ("Range", "bytes=0-1"));
        (ranged.Status, ranged.Text).ShouldBe((206, "01"));
    }

    [Fact]
    public async Task A_stream_of_unknown_length_has_no_ranges()
    {
        var answer = await Hosts.SendAsync(
            _ => Response.Stream(new TrackedStream(Encoding.ASCII.GetBytes(Digits), canSeek: false)), "GET", ("Range", "bytes=0-1"));
        (answer.Status, answer.Text, answer["Accept-Ranges"]).ShouldBe((200, Digits, null));
    }

    [Fact]
    public async Task A_stream_counts_from_where_it_stands()
    {
        var answer = await Hosts.SendAsync(
            _ => Response.Stream(new TrackedStream(Encoding.ASCII.GetBytes(Digits)) { Position = 4 }), "GET", ("Range", "bytes=1-2, -1"));
        (await PartsAsync(answer)).ShouldBe([("bytes 1-2/6", "56"), ("bytes 5-5/6", "9")]);
    }

    // What comes back is, byte for byte, what a plain reading of the header says, and never more than the whole.
    [Property(MaxTest = 200)]
    public Property Any_ranges_give_the_bytes_they_name() => Prop.ForAll(
        Gen.Choose(1, 300).ToArbitrary(),
        // Mostly short, so that many neither touch nor cover each other, and a later one joins two that came before.
        Gen.Choose(1, 34).SelectMany(
            count => Gen.ListOf(Gen.Choose(0, 29).SelectMany(kind => Gen.Choose(0, 320).SelectMany(first => Gen.Choose(0, 20).Select(more =>
                kind switch { 0 => $"{first}-", 1 => $"-{more}", _ => $"{first}-{first + more}" }))), count)).ToArbitrary(),
        (length, ranges) =>
        {
            var content = Enumerable.Range(0, length).Select(index => (byte)index).ToArray();
            var answer = Hosts.InMemoryAsync(_ => Response.Bytes(content), "GET", ("Range", "bytes=" + string.Join(',', ranges)))
                .GetAwaiter().GetResult();
            var wanted = ranges.SelectMany(range => Positions(range, length)).ToHashSet();
            if (wanted.Count == 0 || ranges.Count > 32)
                return answer.Status == 416;

            var parts = answer["Content-Range"] is { } single
                ? [(single, Latin1(answer.Bytes))] : PartsAsync(answer).GetAwaiter().GetResult();
            var sent = new List<int>();
            foreach (var (contentRange, text) in parts)
            {
                var parsed = ContentRangeHeaderValue.Parse(contentRange);
                if (parsed.Length != length || text != Latin1(content[(int)parsed.From!..((int)parsed.To! + 1)]))
                    return false;
                sent.AddRange(Enumerable.Range((int)parsed.From, text.Length));
            }

            return answer.Status == 206 && sent.Count == sent.Distinct().Count() && wanted.SetEquals(sent);
        });

    private static IEnumerable<int> Positions(string range, int length)
    {
        var (first, last) = (range[..range.IndexOf('-')], range[(range.IndexOf('-') + 1)..]);
        return first == ""
            ? Enumerable.Range(0, length).TakeLast(int.Parse(last, CultureInfo.InvariantCulture))
            : Enumerable.Range(0, length)
                .Where(
                    index => index >= int.Parse(first, CultureInfo.InvariantCulture)
                        && (last == "" || index <= int.Parse(last, CultureInfo.InvariantCulture)));
    }

    private static async Task<List<(string ContentRange, string Text)>> PartsAsync(Answer answer)
    {
        var type = MediaTypeHeaderValue.Parse(answer["Content-Type"]);
        type.MediaType.Value.ShouldBe("multipart/byteranges");
        var reader = new MultipartReader(type.Boundary.Value!, new MemoryStream(answer.Bytes));
        var parts = new List<(string, string)>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var body = new MemoryStream();
            await section.Body.CopyToAsync(body);
            parts.Add((section.Headers!["Content-Range"]!, Latin1(body.ToArray())));
        }

        return parts;
    }

    private static string Latin1(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The same ten bytes from each kind of body that has ranges.</summary>
    private static Func<Request, Response>[] Sources() =>
    [
        _ => Response.Bytes(Encoding.ASCII.GetBytes(Digits), "text/plain"),
        _ => Response.File(DigitsFile.Path, "text/plain"),
        _ => Response.Stream(new MemoryStream(Encoding.ASCII.GetBytes(Digits)), "text/plain"),
    ];

    private static Response Versioned(string tag)
    {
        var response = Response.Bytes(Encoding.ASCII.GetBytes(Digits), "text/plain");
        response.ETag = EntityTagHeaderValue.Parse(tag);
        response.LastModified = new DateTimeOffset(2015, 10, 21, 7, 28, 0, TimeSpan.Zero);
        return response;
    }
}
